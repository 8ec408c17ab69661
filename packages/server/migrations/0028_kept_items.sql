-- The request whose package an item describes; null: none. It changes with the folder of the request, and not by itself.
alter table items add column kept_for uuid references requests;
update items set kept_for = requests.id from requests where requests.item_id = items.id;

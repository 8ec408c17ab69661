-- What is in the trash for 30 days is gone for good; a request outlives its folder, and the place that it came from.
alter table requests drop constraint requests_folder_id_fkey;
alter table requests drop constraint requests_original_parent_id_fkey;

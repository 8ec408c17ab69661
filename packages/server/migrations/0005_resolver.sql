-- With its shoulder's template the resolver can tell a mistyped name from one that was not given out.
alter table shoulder_resolutions add column template text;
update shoulder_resolutions set template = shoulders.template
  from shoulders
  where (shoulders.type, shoulders.prefix, shoulders.shoulder)
    = (shoulder_resolutions.type, shoulder_resolutions.prefix, shoulder_resolutions.shoulder);

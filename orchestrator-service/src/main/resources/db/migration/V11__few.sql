create function few(list json) returns setof json language sql rows 1
    as 'select json_array_elements(list)';
comment on function few is 'The elements of a list of which the planner is to know that it is short. It takes one of a parameter for a hundred elements, and reads a whole table to join them as long as that has less than some thousand rows.';

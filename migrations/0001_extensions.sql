-- PostGIS for positions and areas; btree_gist so that one GiST index can hold (type_no, position)
-- and so that exclusion constraints can forbid overlapping validity.
create extension if not exists postgis;
create extension if not exists btree_gist;

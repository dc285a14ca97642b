# Sets GRID_POINTS, the number of points of each grid in GRIDS, a file of square grids of one size, one after another, with x running fastest and y in column GRIDS_Y: as
# many as come before another y, squared; 0 where the file cannot be read.

largest_side = 2001
GRID_POINTS = 0
undefine STATS_*
stats GRIDS every ::0::0 using GRIDS_Y nooutput
if (exists("STATS_records")) {
  first_y = STATS_min
  stats GRIDS every ::0::largest_side using (column(GRIDS_Y) == first_y ? NaN : column(0)) nooutput
  GRID_POINTS = int(STATS_min) ** 2
}

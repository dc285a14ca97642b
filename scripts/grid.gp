# Measures BOUNDARY, a boundary.csv of the cell SHOWN: the ends x_low, x_high, y_low, y_high of its grid, mean_low, mean_high, spread_high, and has_mean: 0 where
# no mean is a number, as where all networks diverged; target_low and target_high of POINTS, the points.csv beside it; and has_line: whether LINE, the
# boundary-line.csv of two classes, is there and holds anything. Columns are x, y, mean, sd: by their places, which gnuplot reads ten times as fast as by names.

undefine STATS_*
stats POINTS using "target" nooutput
if (exists("STATS_records")) { target_low = STATS_min; target_high = STATS_max }
undefine STATS_*
stats BOUNDARY using 1:2 nooutput
if (!exists("STATS_records")) { exit error BOUNDARY . " cannot be read; was the cell trained with --record boundary?" }
grid_points = STATS_records
x_low = STATS_min_x; x_high = STATS_max_x; y_low = STATS_min_y; y_high = STATS_max_y
has_mean = !all_diverged(SHOWN)
mean_low = 0; mean_high = 0; spread_high = 0
finite_points = 0
if (has_mean) {
  undefine STATS_*
  stats BOUNDARY using 3:4 nooutput
  if (exists("STATS_records") && STATS_records > 0) {
    mean_low = STATS_min_x; mean_high = STATS_max_x; spread_high = STATS_max_y
    finite_points = STATS_records
  } else {
    has_mean = 0
  }
}
has_line = 0
if (TASK[SHOWN] eq "binary" && has_mean) {
  LINE = BOUNDARY[1 : strlen(BOUNDARY) - strlen("boundary.csv")] . "boundary-line.csv"
  has_line = mean_low < threshold(SHOWN) && mean_high > threshold(SHOWN)
}
# A column of the grid as a colour; a point that holds nan would otherwise be left out, and the picture with it.
cell_colour(c) = finite_points == grid_points ? column(c) : stringcolumn(c) eq "nan" ? NaN : column(c)
set xrange [x_low:x_high]
set yrange [y_low:y_high]

# Reads BOUNDARY, a boundary.csv, into $grid (x y mean sd) with a blank line after each row of points, as contours want it, and sets x_low, x_high, y_low,
# y_high, mean_low, mean_high, spread_high, and has_mean: 0 where no mean is a number, as where all networks diverged; and target_low and target_high from POINTS, the points.csv beside it. With THRESHOLD defined, $line is where the mean is THRESHOLD.

set xrange [*:*]
set yrange [*:*]
undefine STATS_*
stats POINTS using (column("target")) nooutput
if (exists("STATS_records")) { target_low = STATS_min; target_high = STATS_max }
undefine STATS_*
stats BOUNDARY using (column("x")):(column("y")) nooutput
if (!exists("STATS_records")) { exit error BOUNDARY . " cannot be read; was the cell trained with --record boundary?" }
grid_points = STATS_records
x_low = STATS_min_x; x_high = STATS_max_x; y_low = STATS_min_y; y_high = STATS_max_y
grid_side = int(sqrt(grid_points) + 0.5)
array GRID_X[grid_points]
array GRID_Y[grid_points]
array GRID_MEAN[grid_points]
array GRID_SD[grid_points]
# A point whose columns hold nan would be left out.
number(name) = stringcolumn(name) eq "nan" ? NaN : column(name)
set table $unused
plot BOUNDARY using (g = int($0) + 1, GRID_X[g] = column("x"), GRID_Y[g] = column("y"), GRID_MEAN[g] = number("mean"), \
  GRID_SD[g] = number("sd"), 0):(0) with table
unset table
has_mean = 0; mean_low = 0; mean_high = 0; spread_high = 0
set print $grid
print "x,y,mean,sd"
do for [g = 1:grid_points] {
  print sprintf("%.9g,%.9g,%.9g,%.9g", GRID_X[g], GRID_Y[g], GRID_MEAN[g], GRID_SD[g])
  if (GRID_MEAN[g] == GRID_MEAN[g]) {
    if (!has_mean || GRID_MEAN[g] < mean_low) { mean_low = GRID_MEAN[g] }
    if (!has_mean || GRID_MEAN[g] > mean_high) { mean_high = GRID_MEAN[g] }
    has_mean = 1
  }
  if (GRID_SD[g] > spread_high) { spread_high = GRID_SD[g] }
  if (g % grid_side == 0 && g < grid_points) { print "" }
}
set print
if (all_diverged(SHOWN)) { has_mean = 0 }
if (exists("THRESHOLD") && has_mean && mean_low < THRESHOLD && mean_high > THRESHOLD) {
  set contour base
  set cntrparam levels discrete THRESHOLD
  unset surface
  set table $line
  splot $grid using 1:2:3 with lines notitle
  unset table
  unset contour
  set surface
  has_line = 1
} else {
  has_line = 0
}
undefine $unused
set xrange [x_low:x_high]
set yrange [y_low:y_high]

# Finds the snapshots of the cell SHOWN (an index of cells.gp's arrays): their file SNAPSHOTS, the number FRAMES of them, their epochs EPOCH[1..FRAMES], the
# numbers LOST[1..FRAMES] of networks that had diverged by then; the plane x_low, x_high, y_low, y_high; mean_low and mean_high at the end of training; the data
# POINTS; target_low and target_high. Unless MOVING there is one frame, the cell's boundary.csv. The points of a frame are the rows `every ::from_row(f)::to_row(f)`,
# their coordinates and mean the columns X, Y and MEAN, by their places: gnuplot reads those ten times as fast as names.

FOLDER = DIR . "/cells/" . ID[SHOWN]
POINTS = FOLDER . "/points.csv"
undefine STATS_*
stats POINTS using "target" nooutput
target_low = STATS_min
target_high = STATS_max
SNAPSHOTS = FOLDER . (MOVING ? "/boundary-snapshots.csv" : "/boundary.csv")
X = MOVING ? 2 : 1
Y = X + 1
MEAN = X + 2
undefine STATS_*
stats SNAPSHOTS using X:Y nooutput
if (!exists("STATS_records")) { exit error SNAPSHOTS . " cannot be read; was the cell trained with " . (MOVING ? "--snapshots?" : "--record boundary?") }
snapshot_rows = int(STATS_records)
x_low = STATS_min_x; x_high = STATS_max_x; y_low = STATS_min_y; y_high = STATS_max_y
of_frame = snapshot_rows
if (MOVING) {
  GRIDS = SNAPSHOTS
  GRIDS_Y = Y
  load here . "square-grids.gp"
  of_frame = GRID_POINTS
}
FRAMES = snapshot_rows / of_frame
array EPOCH[FRAMES]
array LOST[FRAMES]
LOST[1] = DIVERGED[SHOWN]
if (MOVING) {
  set table $unused
  plot SNAPSHOTS every of_frame using (f = int($0) + 1, EPOCH[f] = column("epoch"), LOST[f] = int(column("diverged")), 0):(0) with table
  unset table
  undefine $unused
}
mean_low = 0; mean_high = 0
if (!all_diverged(SHOWN)) {
  stats SNAPSHOTS every ::(FRAMES - 1) * of_frame using MEAN nooutput
  mean_low = STATS_min
  mean_high = STATS_max
}
# 1 where a network is left, so that there is a mean; and what is said of the others.
any_left(f) = LOST[f] < TRAINED[SHOWN]
lost_text(f) = LOST[f] == 0 ? "" : TRAINED[SHOWN] == 1 ? "diverged" : any_left(f) ? sprintf("%d of %d diverged", LOST[f], TRAINED[SHOWN]) : sprintf("all %d diverged", TRAINED[SHOWN])
from_row(f) = (f - 1) * of_frame
to_row(f) = f * of_frame - 1
# Its mean as a colour; a point that holds nan would otherwise be left out, and the picture with it.
frame_colour(f) = !any_left(f) ? 0 : LOST[f] == 0 ? shown_value(column(MEAN)) : stringcolumn(MEAN) eq "nan" ? NaN : shown_value(column(MEAN))

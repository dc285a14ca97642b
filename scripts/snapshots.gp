# Finds the snapshots of the cell SHOWN (an index of cells.gp's arrays): their file SNAPSHOTS, the number FRAMES of them, their epochs EPOCH[1..FRAMES], the
# numbers LOST[1..FRAMES] of networks that had diverged by then, the rows of_frame of each; the plane x_low, x_high, y_low, y_high; mean_low and mean_high at the
# end of training; the data POINTS; target_low and target_high. Unless MOVING there is one frame, the cell's boundary.csv. Rows are read by their place:
# `every ::from_row(f)::to_row(f)`.

FOLDER = DIR . "/cells/" . ID[SHOWN]
POINTS = FOLDER . "/points.csv"
undefine STATS_*
stats POINTS using (column("target")) nooutput
target_low = STATS_min
target_high = STATS_max
SNAPSHOTS = FOLDER . (MOVING ? "/boundary-snapshots.csv" : "/boundary.csv")
undefine STATS_*
stats SNAPSHOTS using (column("x")):(column("y")) nooutput
if (!exists("STATS_records")) { exit error SNAPSHOTS . " cannot be read; was the cell trained with " . (MOVING ? "--snapshots?" : "--record boundary?") }
snapshot_rows = int(STATS_records)
x_low = STATS_min_x; x_high = STATS_max_x; y_low = STATS_min_y; y_high = STATS_max_y
of_frame = snapshot_rows
if (MOVING) {
  stats SNAPSHOTS using (column("epoch")) nooutput
  first_epoch = STATS_min
  stats SNAPSHOTS using (column("epoch") == first_epoch ? 0 : NaN) nooutput
  of_frame = int(STATS_records)
}
FRAMES = snapshot_rows / of_frame
array EPOCH[FRAMES]
array LOST[FRAMES]
LOST[1] = DIVERGED[SHOWN]
if (MOVING) {
  # A network that diverged has nan in its column; the first is the sixth.
  set table $unused
  plot SNAPSHOTS every of_frame using (f = int($0) + 1, EPOCH[f] = column("epoch"), LOST[f] = (sum [c = 6:5 + TRAINED[SHOWN]] (stringcolumn(c) eq "nan")), 0):(0) with table
  unset table
  undefine $unused
}
mean_low = 0; mean_high = 0
if (!all_diverged(SHOWN)) {
  stats SNAPSHOTS every ::(FRAMES - 1) * of_frame using (column("mean")) nooutput
  mean_low = STATS_min
  mean_high = STATS_max
}
# 1 where a network is left, so that there is a mean; and what is said of the others.
any_left(f) = LOST[f] < TRAINED[SHOWN]
lost_text(f) = LOST[f] == 0 ? "" : TRAINED[SHOWN] == 1 ? "diverged" : any_left(f) ? sprintf("%d of %d diverged", LOST[f], TRAINED[SHOWN]) : sprintf("all %d diverged", TRAINED[SHOWN])
from_row(f) = (f - 1) * of_frame
to_row(f) = f * of_frame - 1

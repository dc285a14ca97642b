# Finds the snapshots of the cell SHOWN (an index of cells.gp's arrays): their file SNAPSHOTS, the number FRAMES of them, their epochs EPOCH[1..FRAMES], the rows
# of_frame of each; the plane x_low, x_high, y_low, y_high; mean_low and mean_high at the end of training; the data POINTS; target_low and target_high. A cell without snapshots has one frame, its boundary.csv. Rows are read by their place: `every from_row(f)::0::to_row(f)`.

FOLDER = DIR . "/cells/" . ID[SHOWN]
POINTS = FOLDER . "/points.csv"
undefine STATS_*
stats POINTS using (column("target")) nooutput
target_low = STATS_min
target_high = STATS_max
undefine STATS_*
stats FOLDER . "/boundary.csv" using (column("x")):(column("y")) nooutput
if (!exists("STATS_records")) { exit error FOLDER . "/boundary.csv cannot be read; was the cell trained with --record boundary?" }
of_frame = int(STATS_records)
x_low = STATS_min_x; x_high = STATS_max_x; y_low = STATS_min_y; y_high = STATS_max_y
undefine STATS_*
stats FOLDER . "/boundary.csv" using (column("mean")) nooutput
mean_low = STATS_min
mean_high = STATS_max
if (MOVING) {
  SNAPSHOTS = FOLDER . "/boundary-snapshots.csv"
  undefine STATS_*
  stats SNAPSHOTS using (0) every of_frame nooutput
  if (!exists("STATS_records")) { exit error SNAPSHOTS . " cannot be read; was the cell trained with --snapshots?" }
  FRAMES = int(STATS_records)
  array EPOCH[FRAMES]
  set table $unused
  plot SNAPSHOTS every of_frame using (EPOCH[int($0) + 1] = column("epoch"), 0):(0) with table
  unset table
  undefine $unused
} else {
  SNAPSHOTS = FOLDER . "/boundary.csv"
  FRAMES = 1
  array EPOCH[1]
}
from_row(f) = (f - 1) * of_frame
to_row(f) = f * of_frame - 1

# The mean output over the plane with the training points, without axes: all chosen snapshots of a cell as equal squares, row by row, for a page that
# shows one of them at a time.
#   gnuplot -c boundary-frames.gp DIR OUT.png CELL COLUMNS [EPOCHS]
# CELL is a cell's id; EPOCHS are those of boundary-snapshots.csv to show, separated by blanks. Without them there is one square, of boundary.csv.

if (ARGC < 4 || ARGC > 5) { exit error "usage: gnuplot -c boundary-frames.gp DIR OUT.png CELL COLUMNS [EPOCHS]" }
DIR = ARG1
OUT = ARG2
COLUMNS_WANTED = int(ARG4)
EPOCHS = ARGC == 5 ? ARG5 : ""
here = ARG0[1 : strlen(ARG0) - strlen("boundary-frames.gp")]
set datafile separator comma
set datafile columnheaders
load here . "cells.gp"
WANTED = ARG3
load here . "cell-shown.gp"
MOVING = words(EPOCHS) > 0
load here . "snapshots.gp"
chosen(f) = !MOVING || strstrt(" " . EPOCHS . " ", sprintf(" %d ", EPOCH[f])) > 0
CHOSEN = 0
do for [f = 1:FRAMES] { if (chosen(f)) { CHOSEN = CHOSEN + 1 } }
if (CHOSEN == 0) { exit error "none of the epochs " . EPOCHS . " has a snapshot" }

SIDE = 150
columns = CHOSEN < COLUMNS_WANTED ? CHOSEN : COLUMNS_WANTED
rows = (CHOSEN + columns - 1) / columns
# A page holds many of these squares: fewer pixels than in other figures keep it light.
SCALE = 0.55 * (exists("SCALE") ? SCALE : 1)
WIDTH = columns * SIDE
HEIGHT = rows * SIDE
load here . "style.gp"
load here . "boundary-style.gp"
unset border
unset tics
unset colorbox
unset key
set xrange [x_low:x_high]
set yrange [y_low:y_high]
set multiplot
place = 0
do for [f = 1:FRAMES] {
  if (chosen(f)) {
    set lmargin at screen (place % columns) / real(columns)
    set rmargin at screen (place % columns + 1) / real(columns)
    set tmargin at screen 1 - (place / columns) / real(rows)
    set bmargin at screen 1 - (place / columns + 1) / real(rows)
    place = place + 1
    eval any_left(f) ? set_means : set_no_mean
    set label 1 lost_text(f) at graph 0.97, 0.06 right front font small_8
    plot SNAPSHOTS every ::from_row(f)::to_row(f) using X:Y:(frame_colour(f)) with image notitle, \
      POINTS using (strcol("split") eq "train" ? column(2) : NaN):3:(target_color(column("target"))) with points pointtype 7 pointsize 0.32 * POINT linecolor rgb variable notitle
  }
}
unset multiplot
unset output

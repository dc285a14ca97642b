# How the mean output over the plane comes about: a frame a snapshot, as an animated picture. Needs --snapshots.
#   gnuplot -c boundary-film.gp DIR OUT.gif [CELL [discretize]]
# CELL is a cell's id; without it the first of cells.csv.

if (ARGC < 2 || ARGC > 4) { exit error "usage: gnuplot -c boundary-film.gp DIR OUT.gif [CELL [discretize]]" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("boundary-film.gp")]
set datafile separator comma
set datafile columnheaders
load here . "cells.gp"
WANTED = ARGC >= 3 ? ARG3 : ""
load here . "cell-shown.gp"
DISCRETIZE = ARGC == 4 && ARG4 eq "discretize"
MOVING = 1
load here . "snapshots.gp"

WIDTH = 300
HEIGHT = 320
load here . "style.gp"
load here . "boundary-style.gp"
set border 15
set lmargin at screen 30.0 / WIDTH
set rmargin at screen 1 - 10.0 / WIDTH
set tmargin at screen 1 - 36.0 / HEIGHT
set bmargin at screen 24.0 / HEIGHT
set xrange [x_low:x_high]
set yrange [y_low:y_high]
unset colorbox
unset key
do for [f = 1:FRAMES] {
  set title sprintf("%s, %s: epoch %d", DATASET[SHOWN], ACTIVATION[SHOWN], EPOCH[f]) noenhanced offset 0, -0.6
  eval any_left(f) ? set_means : set_no_mean
  set label 1 lost_text(f) at graph 0.98, 0.05 right front
  plot SNAPSHOTS every ::from_row(f)::to_row(f) using X:Y:(frame_colour(f)) with image notitle, \
    POINTS using (strcol("split") eq "train" ? column(2) : NaN):3:(target_color(column("target"))) with points pointtype 7 pointsize 0.45 linecolor rgb variable notitle
}
unset output

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
SNAPSHOTS = DIR . "/cells/" . ID[SHOWN] . "/boundary-snapshots.csv"
POINTS = DIR . "/cells/" . ID[SHOWN] . "/points.csv"

# One pass over the file.
set table $time
plot SNAPSHOTS using (column("epoch")):(column("x")):(column("y")):(column("mean")) with table
unset table
rows = |$time|
if (rows == 0) { exit error SNAPSHOTS . " cannot be read; was the cell trained with --snapshots?" }
set datafile separator whitespace
set datafile nocolumnheaders
array EPOCH[rows]
FRAMES = 0
last = -1
set table $unused
plot $time using ($1 != last ? (FRAMES = FRAMES + 1, EPOCH[FRAMES] = $1, last = $1, 0) : 0):(0) with table
unset table
undefine $unused
of_frame = rows / FRAMES
undefine STATS_*
stats $time using 2:3 nooutput
x_low = STATS_min_x; x_high = STATS_max_x; y_low = STATS_min_y; y_high = STATS_max_y
undefine STATS_*
stats $time using 4 nooutput
mean_low = STATS_min
mean_high = STATS_max
set datafile separator comma
set datafile columnheaders
undefine STATS_*
stats POINTS using (column("target")) nooutput
target_low = STATS_min
target_high = STATS_max

set table $data
plot POINTS using 2:3:(column("target")) with table
unset table

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
  set datafile separator whitespace
  set datafile nocolumnheaders
  plot $time every ::int((f - 1) * of_frame)::int(f * of_frame - 1) using 2:3:(shown_value(column(4))) with image notitle, \
    $data using 1:2:(target_color(column(3))) with points pointtype 7 pointsize 0.45 linecolor rgb variable notitle
}
unset output

# What the networks of one cell say over the plane: the mean over the replicates with the data points (train filled, test open) and, for two
# classes, the line between them; beside it, of several networks, the standard deviation over them.
#   gnuplot -c boundary.gp DIR OUT.png|svg|pdf [CELL [discretize]]
# CELL is a cell's id; without it the first of cells.csv. discretize shows the two ends of a binary or real output only, as Playground does.

if (ARGC < 2 || ARGC > 4) { exit error "usage: gnuplot -c boundary.gp DIR OUT.png|svg|pdf [CELL [discretize]]" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("boundary.gp")]
set datafile separator comma
set datafile columnheaders
load here . "cells.gp"
WANTED = ARGC >= 3 ? ARG3 : ""
load here . "cell-shown.gp"
DISCRETIZE = ARGC == 4 && ARG4 eq "discretize"
BOUNDARY = DIR . "/cells/" . ID[SHOWN] . "/boundary.csv"
POINTS = DIR . "/cells/" . ID[SHOWN] . "/points.csv"

# A single network has no spread over networks, and none has no mean either.
has_spread = TRAINED[SHOWN] - DIVERGED[SHOWN] > 1
WIDTH = has_spread ? 780 : 520
HEIGHT = 330
SIDE = 236.0                # of a panel, in points, as all places below
across(points) = points / real(WIDTH)
up(points) = points / real(HEIGHT)
load here . "style.gp"
load here . "grid.gp"
load here . "boundary-style.gp"

# Axis names are the headers of points.csv.
array AXIS[2]
has_test = 0
set table $unused
plot POINTS using (has_test = has_test || stringcolumn("split") eq "test", 0):(0) with table
unset table
set datafile nocolumnheaders
set table $unused
plot POINTS every ::0::0 using (AXIS[1] = stringcolumn(2), AXIS[2] = stringcolumn(3), 0):(0) with table
unset table
set datafile columnheaders

set multiplot
set border 15
set tmargin at screen up(52 + SIDE)
set bmargin at screen up(52)
set xlabel AXIS[1] offset 0, 0.4 noenhanced
set ylabel AXIS[2] offset 0.6, 0 noenhanced
set label 1 DATASET[SHOWN] . ", " . (all_diverged(SHOWN) ? LABEL[SHOWN] : with_divergence(LABEL[SHOWN], SHOWN)) . " (training points filled, test points open)" at screen across(64), screen up(52 + SIDE + 18) noenhanced
unset key

set lmargin at screen across(64)
set rmargin at screen across(64 + SIDE)
set colorbox user origin screen across(64 + SIDE + 12), screen up(52) size screen across(12), screen up(SIDE)
unset cbtics
if (TASK[SHOWN] eq "multiclass" || TASK[SHOWN] eq "multilabel") { set cbtics 1 nomirror } else { set cbtics autofreq nomirror }
if (has_names && classes <= 16) {
  set cbtics () nomirror
  do for [c = 0:classes - 1] { set cbtics add (class_name(c) c) }
}
second_class = TASK[SHOWN] eq "binary" ? name_at(OUTPUTS[SHOWN], 2, 20) : ""
set cblabel (has_names ? "" : TASK[SHOWN] eq "binary" ? "mean output" . (second_class eq "" || second_class eq "1" ? "" : " (" . second_class . ")") : TASK[SHOWN] eq "regression" ? "mean prediction" : TASK[SHOWN] eq "multiclass" ? "class" : "sum of 2^label") offset 0.6, 0
if (!has_mean) { unset colorbox; set label 3 divergence(SHOWN) at screen across(64 + SIDE + 16), screen up(52 + SIDE / 2) textcolor rgb "#555555" }
size_of_points = POINT * 0.42
# Without test points the training points are drawn once more: an empty plot would be a warning.
open_part = has_test ? "test" : "train"
plot BOUNDARY using 1:2:(has_mean ? shown_value(cell_colour(3)) : 0) with image notitle, \
  POINTS using (strcol("split") eq "test" ? NaN : column(2)):3:(target_color(column("target"))) with points pointtype 7 pointsize size_of_points * 1.35 linecolor rgb "white" notitle, \
  POINTS using (strcol("split") eq "test" ? NaN : column(2)):3:(target_color(column("target"))) with points pointtype 7 pointsize size_of_points linecolor rgb variable notitle, \
  POINTS using (strcol("split") eq open_part ? column(2) : NaN):3:(target_color(column("target"))) with points pointtype (has_test ? 6 : 7) pointsize size_of_points linewidth 0.8 linecolor rgb variable notitle
if (has_line) {
  unset label 1
  unset xlabel; unset ylabel; unset colorbox
  unset tics
  plot LINE using 1:2:($3 - $1):($4 - $2) with vectors nohead linewidth 1.4 linecolor rgb "black" notitle
  set xtics nomirror out scale 0.5 textcolor rgb "#444444"
  set ytics nomirror out scale 0.5 textcolor rgb "#444444"
  set colorbox
}
unset label 1

if (has_spread) {
  eval set_spread
  set palette maxcolors 0
  set cbrange [0:spread_high > 0 ? spread_high : 1]
  set cbtics autofreq nomirror
  set xlabel AXIS[1] offset 0, 0.4 noenhanced
  unset ylabel
  set lmargin at screen across(446)
  set rmargin at screen across(446 + SIDE)
  set colorbox user origin screen across(446 + SIDE + 12), screen up(52) size screen across(12), screen up(SIDE)
  set cblabel "sd over networks" offset 0.6, 0
  plot BOUNDARY using 1:2:(cell_colour(4)) with image notitle
}
unset multiplot
unset output

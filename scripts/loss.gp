# Loss on the training and on the test rows by epoch for one cell: medians over the networks, quartiles as bands.
#   gnuplot -c loss.gp DIR OUT.png|svg|pdf [CELL]

if (ARGC < 2 || ARGC > 3) { exit error "usage: gnuplot -c loss.gp DIR OUT.png|svg|pdf [CELL]" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("loss.gp")]
set datafile separator comma
set datafile columnheaders
load here . "cells.gp"
WANTED = ARGC >= 3 ? ARG3 : ""
load here . "cell-shown.gp"
CURVES = DIR . "/cells/" . ID[SHOWN] . "/curves.csv"
has_test = 0
has_validation = 0
set table $unused
plot CURVES using (has_test = has_test || strlen(stringcolumn("test_loss_median")) > 0, has_validation = has_validation || strlen(stringcolumn("validation_loss_median")) > 0, 0):(0) with table
unset table
undefine $unused
if (!exists("has_test")) { exit error CURVES . " cannot be read; was the cell trained with --record metrics?" }

WIDTH = 450
HEIGHT = 230
load here . "style.gp"
set tmargin at screen 1 - 30.0 / HEIGHT
set bmargin at screen 42.0 / HEIGHT
set lmargin at screen 58.0 / WIDTH
set rmargin at screen 1 - 104.0 / WIDTH
set title DATASET[SHOWN] . ", " . with_divergence(LABEL[SHOWN], SHOWN) noenhanced offset 0, -0.6
set xlabel "epoch" offset 0, 0.4
set ylabel "loss" offset 0.6, 0
# A cell whose networks diverged at once has a point and no line.
undefine STATS_*
stats CURVES using (column("epoch")) nooutput
last = STATS_max
set xrange [0:last > 0 ? last : 1]
# Of networks that diverged before their first step no loss is a number.
undefine STATS_*
stats CURVES using (column("train_loss_median")) nooutput
if (!exists("STATS_min")) { set yrange [0:1] }
# Where training was stopped early: the epochs whose weights were kept.
was_kept(id) = stringcolumn("cell") eq id && column("best_epoch") < column("epochs_run")
kept_networks = 0
set table $unused
plot DIR . "/runs.csv" using (was_kept(ID[SHOWN]) ? (kept_networks = kept_networks + 1, 0) : 0):(0) with table
unset table
undefine $unused
set output OUT
if (kept_networks > 0) {
  stats DIR . "/runs.csv" using (was_kept(ID[SHOWN]) ? column("best_epoch") : NaN) nooutput
  kept = STATS_median
  on_the_left = kept > last / 2.0
  set arrow 1 from first kept, graph 0 to first kept, graph 1 nohead dashtype 2 linewidth 0.8 linecolor rgb "#555555"
  set label 1 sprintf(kept_networks > 1 ? "kept: epoch %g (median)" : "kept: epoch %g", kept) at first kept, graph 0.96 offset (on_the_left ? -0.6 : 0.6), 0 font small_8 textcolor rgb "#555555"
  if (on_the_left) { set label 1 right } else { set label 1 left }
}
set key at screen 1 - 98.0 / WIDTH, screen 1 - 32.0 / HEIGHT left top reverse Left samplen 1.2 spacing 1.1
set style fill transparent solid 0.18 noborder
PARTS = "train" . (has_validation ? " validation" : "") . (has_test ? " test" : "")
part_color(p) = p eq "train" ? "#777777" : p eq "test" ? "#000000" : "#0072B2"
plot for [p in PARTS] CURVES using (column("epoch")):(column(p . "_loss_q1")):(column(p . "_loss_q3")) with filledcurves linecolor rgb part_color(p) notitle, \
  for [p in PARTS] CURVES using (column("epoch")):(column(p . "_loss_median")) with lines linewidth 1.6 linecolor rgb part_color(p) title p, \
  for [i = 1:words(PARTS) * (last == 0)] CURVES using (column("epoch")):(column(word(PARTS, i) . "_loss_median")) with points pointtype 7 pointsize 0.5 * POINT linecolor rgb part_color(word(PARTS, i)) notitle
unset output

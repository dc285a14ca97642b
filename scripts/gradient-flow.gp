# How the back-propagated error changes from layer to layer: root mean square of dE/dz by layer (log scale), before and after training, a line per cell:
# median and quartiles over its networks.
#   gnuplot -c gradient-flow.gp DIR OUT.png|svg|pdf

if (ARGC != 2) { exit error "usage: gnuplot -c gradient-flow.gp DIR OUT.png|svg|pdf" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("gradient-flow.gp")]
set datafile separator comma
set datafile columnheaders
load here . "cells.gp"
most_members = 8
load here . "layers.gp"
WIDTH = 720
HEIGHT = 250 + (MEMBERS > 6 ? 20 * (MEMBERS - 6) : 0)
load here . "style.gp"

set multiplot
set style fill transparent solid 0.15 noborder
set logscale y
set format y "%.0e"
set xlabel "layer (the last is the output)" offset 0, 0.4
set xrange [0.8:deepest + 0.2]
set xtics 1 + (deepest > 12 ? deepest / 10 : 0)
set tmargin at screen 1 - 26.0 / HEIGHT
set bmargin at screen 44.0 / HEIGHT
set bars 0
unset key
median_of(k, stage, name) = column("epoch") == (stage == 1 ? 0 : LAST[k]) && column(name) > 0 ? column(name) : NaN
do for [stage = 1:2] {
  set lmargin at screen stage == 1 ? 0.1 : 0.46
  set rmargin at screen stage == 1 ? 0.4 : 0.76
  set title (stage == 1 ? "error by layer, before training" : "after training") offset 0, -0.6
  if (stage == 1) { set ylabel "rms of dE/dz" offset 1.2, 0 } else { unset ylabel; set key at screen 0.775, screen 1 - 20.0 / HEIGHT left top reverse Left samplen 1.4 spacing 1.1 maxcolumns 1 }
  if (stage == 2 && HIDDEN_CELLS > 0) { set label 9 sprintf("first %d of %d cells", MEMBERS, MEMBERS + HIDDEN_CELLS) at screen 0.78, screen 14.0 / HEIGHT textcolor rgb "#777777" font small_8 }
  plot for [k = 1:MEMBERS] layer_file(k) using (column("layer")):(median_of(k, stage, "gradient_rms_q1")):(median_of(k, stage, "gradient_rms_q3")) with filledcurves linecolor rgb color(k) notitle, \
    for [k = 1:MEMBERS] layer_file(k) using (column("layer")):(median_of(k, stage, "gradient_rms_median")) with linespoints linewidth 1.6 pointtype 7 pointsize 0.4 * POINT linecolor rgb color(k) title (stage == 2 ? LABEL[MEMBER[k]] : "")
}
unset multiplot
unset output

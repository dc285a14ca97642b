# How the back-propagated error changes from layer to layer: root mean square of dE/dz by layer (log scale), before and after training, a line per cell:
# median and quartiles over its networks. A cell whose networks all diverged has nothing after training.
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

# The cells that have a gradient before (1) and after (2) training: gnuplot complains of curves without a point.
array DRAWN[2]
value_of(k, stage, name) = column("epoch") == (stage == 1 ? 0 : LAST[k]) && column(name) > 0 ? column(name) : NaN
drawn_too(k, stage) = DRAWN[stage] . (strstrt(DRAWN[stage] . " ", sprintf(" %d ", k)) > 0 ? "" : sprintf(" %d", k))
do for [stage = 1:2] {
  DRAWN[stage] = ""
  do for [k = 1:MEMBERS] {
    if (stage == 1 || !all_diverged(MEMBER[k])) {
      set table $unused
      plot layer_file(k) using (value_of(k, stage, "gradient_rms_median") > 0 ? (DRAWN[stage] = drawn_too(k, stage), 0) : 0):(0) with table
      unset table
      undefine $unused
    }
  }
}
trained = 0
do for [k = 1:MEMBERS] { if (!all_diverged(MEMBER[k])) { trained = trained + 1 } }
drawn(stage, i) = int(word(DRAWN[stage], i))
set output OUT

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
do for [stage = 1:2] {
  set lmargin at screen stage == 1 ? 0.1 : 0.46
  set rmargin at screen stage == 1 ? 0.4 : 0.76
  set title (stage == 1 ? "error by layer, before training" : "after training") offset 0, -0.6
  if (stage == 1) { set ylabel "rms of dE/dz" offset 1.2, 0 } else { unset ylabel; set key at screen 0.775, screen 1 - 20.0 / HEIGHT left top reverse Left samplen 1.4 spacing 1.1 maxcolumns 1 }
  if (stage == 2 && HIDDEN_CELLS > 0) { set label 9 sprintf("first %d of %d cells", MEMBERS, MEMBERS + HIDDEN_CELLS) at screen 0.78, screen 14.0 / HEIGHT textcolor rgb "#777777" font small_8 }
  if (words(DRAWN[stage]) > 0) {
    plot for [i = 1:words(DRAWN[stage])] layer_file(drawn(stage, i)) using (column("layer")):(value_of(drawn(stage, i), stage, "gradient_rms_q1")):(value_of(drawn(stage, i), stage, "gradient_rms_q3")) with filledcurves linecolor rgb color(drawn(stage, i)) notitle, \
      for [i = 1:words(DRAWN[stage])] layer_file(drawn(stage, i)) using (column("layer")):(value_of(drawn(stage, i), stage, "gradient_rms_median")) with linespoints linewidth 1.6 pointtype 7 pointsize 0.4 * POINT linecolor rgb color(drawn(stage, i)) notitle, \
      for [k = 1:MEMBERS] keyentry with linespoints linewidth 1.6 pointtype 7 pointsize 0.4 * POINT linecolor rgb color(k) title with_divergence(LABEL[MEMBER[k]], MEMBER[k])
  } else {
    unset ytics
    set yrange [1:10]
    set label 10 (stage == 2 && trained == 0 ? "all networks diverged" : "no gradient") at graph 0.5, 0.5 center textcolor rgb "#777777"
    plot NaN notitle, \
      for [k = 1:MEMBERS] keyentry with linespoints linewidth 1.6 pointtype 7 pointsize 0.4 * POINT linecolor rgb color(k) title with_divergence(LABEL[MEMBER[k]], MEMBER[k])
  }
}
unset multiplot
unset output

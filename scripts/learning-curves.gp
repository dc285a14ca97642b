# Learning curves: loss and accuracy (R^2 for regression) by epoch, a row of panels per data set, a colour per cell; the median over the
# replicates as a line and the quartiles as a band, on the test rows (on the training rows where there are no test rows).
#   gnuplot -c learning-curves.gp DIR OUT.png|svg|pdf

if (ARGC != 2) { exit error "usage: gnuplot -c learning-curves.gp DIR OUT.png|svg|pdf" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("learning-curves.gp")]
set datafile separator comma
set datafile columnheaders
load here . "cells.gp"

# The data sets in the order of the grid, and the first most_groups cells of each.
array SETS[CELLS]
sets = 0
do for [i = 1:CELLS] {
  known = 0
  do for [s = 1:sets] { known = known || SETS[s] eq DATASET[i] }
  if (!known) { sets = sets + 1; SETS[sets] = DATASET[i] }
}

WIDTH = 800
HEIGHT = 30 + 270 * sets
load here . "style.gp"
set multiplot
top = 1.0 - 8.0 / HEIGHT
row_height = 270.0 / HEIGHT
set style fill solid 0.18 noborder
file(i) = DIR . "/cells/" . ID[i] . "/curves.csv"

do for [s = 1:sets] {
  # Members of the set, and whether its test part is there.
  members = 0
  array MEMBER[most_groups]
  hidden = 0
  do for [i = 1:CELLS] {
    if (DATASET[i] eq SETS[s]) {
      if (members < most_groups) { members = members + 1; MEMBER[members] = i } else { hidden = hidden + 1 }
    }
  }
  first = MEMBER[1]
  part = "train"
  set table $unused
  plot file(first) using (strlen(stringcolumn("test_loss_median")) > 0 ? part = "test" : 0, 0):(0) with table
  unset table
  score = TASK[first] eq "regression" ? "r2" : "accuracy"
  undefine STATS_*
  stats DIR . "/cells/" . ID[first] . "/metrics.csv" using (column("replicate")):(column("epoch")) nooutput
  replicates = int(STATS_max_x) + 1
  decade = 10 ** floor(log10(STATS_max_y > 0 ? STATS_max_y : 1))
  step = STATS_max_y / decade < 2 ? decade / 2.0 : STATS_max_y / decade < 5 ? decade : 2 * decade

  bottom_edge = top - (s - 1) * row_height - row_height + 52.0 / HEIGHT
  top_edge = top - (s - 1) * row_height - 26.0 / HEIGHT
  set tmargin at screen top_edge
  set bmargin at screen bottom_edge
  set xlabel "epoch" offset 0, 0.4
  set xtics step

  set label 1 SETS[s] . sprintf(": median and quartiles over %d networks", replicates) at screen 0.09, screen top_edge + 14.0 / HEIGHT noenhanced
  if (hidden > 0) { set label 2 sprintf("first %d of %d cells", most_groups, most_groups + hidden) at screen 0.98, screen top_edge + 14.0 / HEIGHT right textcolor rgb "#777777" }
  set lmargin at screen 0.09
  set rmargin at screen 0.42
  set logscale y
  set autoscale yfix
  set format y "%g"
  set ytics (1e-6, 1e-5, 1e-4, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 1000, 1e4, 1e5, 1e6)
  set ylabel part . " loss" offset 0.3, 0
  unset key
  plot for [k = 1:members] file(MEMBER[k]) using (column("epoch")):(column(part . "_loss_q1")):(column(part . "_loss_q3")) with filledcurves linecolor rgb color(k) notitle, \
    for [k = 1:members] file(MEMBER[k]) using (column("epoch")):(column(part . "_loss_median")) with lines linewidth 1.6 linecolor rgb color(k) notitle
  unset label 1
  unset label 2

  set lmargin at screen 0.51
  set rmargin at screen 0.84
  unset logscale y
  set autoscale y
  set ytics autofreq
  set ylabel (score eq "r2" ? part . " R²" : part . " accuracy") offset 0.3, 0
  set key at screen 0.855, screen top_edge left top reverse Left samplen 1.2 spacing 1.1 maxcolumns 1
  plot for [k = 1:members] file(MEMBER[k]) using (column("epoch")):(column(part . "_" . score . "_q1")):(column(part . "_" . score . "_q3")) with filledcurves linecolor rgb color(k) notitle, \
    for [k = 1:members] file(MEMBER[k]) using (column("epoch")):(column(part . "_" . score . "_median")) with lines linewidth 1.6 linecolor rgb color(k) title LABEL[MEMBER[k]]
}
unset multiplot
unset output

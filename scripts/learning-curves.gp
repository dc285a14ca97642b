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
load here . "hues.gp"

# Rows of panels: the data sets in the order of the grid, each in as many rows as its cells need. A cell that could not be trained has no curve.
most_in_a_row = 12
most_rows = 8
array SETS[CELLS]
array IN_SET[CELLS]
array ROW_SET[most_rows]
array ROW_FROM[most_rows]     # the first cell of the row, counted within its data set
sets = 0
do for [i = 1:CELLS] {
  if (TRAINED[i] == 0) { continue }
  known = 0
  do for [s = 1:sets] { if (SETS[s] eq DATASET[i]) { known = s; break } }
  if (known == 0) { sets = sets + 1; known = sets; SETS[sets] = DATASET[i]; IN_SET[sets] = 0 }
  IN_SET[known] = IN_SET[known] + 1
}
rows = 0
shown_cells = 0
all_cells = 0
do for [s = 1:sets] {
  all_cells = all_cells + IN_SET[s]
  do for [from = 1:IN_SET[s]:most_in_a_row] {
    if (rows < most_rows) {
      rows = rows + 1
      ROW_SET[rows] = s
      ROW_FROM[rows] = from
      shown_cells = shown_cells + (IN_SET[s] - from + 1 < most_in_a_row ? IN_SET[s] - from + 1 : most_in_a_row)
    }
  }
}

# The legend is as wide as its longest name.
longest_name = 4
do for [i = 1:CELLS] { if (TRAINED[i] > 0 && strlen(with_divergence(LABEL[i], i)) > longest_name) { longest_name = strlen(with_divergence(LABEL[i], i)) } }
WIDTH = 720 + 6.2 * (longest_name < 60 ? longest_name : 60)
across(points) = points / real(WIDTH)
HEIGHT = 30 + 270 * rows
load here . "style.gp"
set multiplot
top = 1.0 - 8.0 / HEIGHT
row_height = 270.0 / HEIGHT
set style fill solid 0.18 noborder
file(i) = DIR . "/cells/" . ID[i] . "/curves.csv"

do for [row = 1:rows] {
  s = ROW_SET[row]
  # Members of the row, and whether its test part is there.
  members = 0
  array MEMBER[most_in_a_row]
  array LAST[most_in_a_row]
  counted = 0
  do for [i = 1:CELLS] {
    if (TRAINED[i] > 0 && DATASET[i] eq SETS[s]) {
      counted = counted + 1
      if (counted >= ROW_FROM[row] && members < most_in_a_row) { members = members + 1; MEMBER[members] = i }
    }
  }
  first = MEMBER[1]
  part = "train"
  set table $unused
  plot file(first) using (strlen(stringcolumn("test_loss_median")) > 0 ? part = "test" : 0, 0):(0) with table
  unset table
  score = TASK[first] eq "regression" ? "r2" : "accuracy"
  set xrange [*:*]
  set yrange [*:*]
  last = 0
  any_left = 0
  measure(c) = part . "_" . (c == 1 ? "loss" : score)
  array LOWEST[2]
  array HIGHEST[2]
  do for [c = 1:2] { LOWEST[c] = 1e300; HIGHEST[c] = -1e300 }
  do for [k = 1:members] {
    undefine STATS_*
    stats file(MEMBER[k]) using (column("epoch")) nooutput
    LAST[k] = STATS_max
    if (LAST[k] > last) { last = LAST[k] }
    do for [c = 1:2] {
      # Of networks that diverged before their first step no value is a number.
      stats file(MEMBER[k]) using (column(measure(c) . "_q1")) nooutput
      if (exists("STATS_min")) { if (STATS_min < LOWEST[c]) { LOWEST[c] = STATS_min } }
      stats file(MEMBER[k]) using (column(measure(c) . "_q3")) nooutput
      if (exists("STATS_max")) { if (STATS_max > HIGHEST[c]) { HIGHEST[c] = STATS_max } }
    }
    if (!all_diverged(MEMBER[k])) { any_left = 1 }
  }
  do for [c = 1:2] { if (LOWEST[c] > HIGHEST[c]) { LOWEST[c] = 1; HIGHEST[c] = 1 } }
  set xrange [0:last > 0 ? last : 1]
  decade = 10 ** floor(log10(last > 0 ? last : 1))
  step = last / decade < 2 ? decade / 2.0 : last / decade < 5 ? decade : 2 * decade

  bottom_edge = top - (row - 1) * row_height - row_height + 52.0 / HEIGHT
  top_edge = top - (row - 1) * row_height - 26.0 / HEIGHT
  set tmargin at screen top_edge
  set bmargin at screen bottom_edge
  set xlabel "epoch" offset 0, 0.4
  set xtics step

  of_set = IN_SET[s] > most_in_a_row ? sprintf(", cells %d to %d of %d", ROW_FROM[row], ROW_FROM[row] + members - 1, IN_SET[s]) : ""
  set label 1 SETS[s] . of_set . (TRAINED[first] > 1 ? sprintf(": median and quartiles over %d networks", TRAINED[first]) : ": one network") . (any_left ? "" : ", which all diverged") at screen across(72), screen top_edge + 14.0 / HEIGHT noenhanced
  if (row == rows && shown_cells < all_cells) { set label 2 sprintf("shown: the first %d of %d cells", shown_cells, all_cells) at screen across(684), screen 12.0 / HEIGHT textcolor rgb "#777777" }
  set lmargin at screen across(72)
  set rmargin at screen across(336)
  set logscale y
  set autoscale yfix
  # One value alone makes no axis.
  if (LOWEST[1] == HIGHEST[1] && LOWEST[1] > 0) { set yrange [LOWEST[1] / 2:LOWEST[1] * 2] }
  set format y "%g"
  # Over many decades gnuplot chooses the marks.
  if (LOWEST[1] > 0 && HIGHEST[1] / LOWEST[1] < 1e5) { set ytics (1e-6, 1e-5, 1e-4, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 1000, 1e4, 1e5, 1e6) } else { set ytics autofreq }
  set ylabel part . " loss" offset 0.3, 0
  unset key
  # A cell whose networks diverged at once has a point and no line.
  plot for [k = 1:members] file(MEMBER[k]) using (column("epoch")):(column(part . "_loss_q1")):(column(part . "_loss_q3")) with filledcurves linecolor rgb color(HUE[MEMBER[k]]) notitle, \
    for [k = 1:members] file(MEMBER[k]) using (column("epoch")):(column(part . "_loss_median")) with lines linewidth 1.6 linecolor rgb color(HUE[MEMBER[k]]) notitle, \
    for [k = 1:members] for [end = LAST[k] + 1:1] file(MEMBER[k]) using (column("epoch")):(column(part . "_loss_median")) with points pointtype 7 pointsize 0.5 * POINT linecolor rgb color(HUE[MEMBER[k]]) notitle
  unset label 1
  unset label 2

  set lmargin at screen across(408)
  set rmargin at screen across(672)
  unset logscale y
  set yrange [*:*]
  set autoscale y
  if (LOWEST[2] == HIGHEST[2]) { set yrange [LOWEST[2] - 0.1:LOWEST[2] + 0.1] }
  # An R² far below 0, where a regression begins, would hide all that comes after.
  cut = score eq "r2" && LOWEST[2] < -1 && HIGHEST[2] > 0
  if (cut) { set yrange [-1:*] }
  set ytics autofreq
  set ylabel (score eq "r2" ? part . (cut ? " R² (from -1)" : " R²") : part . " accuracy") offset 0.3, 0
  set key at screen across(684), screen top_edge left top reverse Left samplen 1.2 spacing 1.1 maxcolumns 1
  plot for [k = 1:members] file(MEMBER[k]) using (column("epoch")):(column(part . "_" . score . "_q1")):(column(part . "_" . score . "_q3")) with filledcurves linecolor rgb color(HUE[MEMBER[k]]) notitle, \
    for [k = 1:members] file(MEMBER[k]) using (column("epoch")):(column(part . "_" . score . "_median")) with lines linewidth 1.6 linecolor rgb color(HUE[MEMBER[k]]) title with_divergence(LABEL[MEMBER[k]], MEMBER[k]), \
    for [k = 1:members] for [end = LAST[k] + 1:1] file(MEMBER[k]) using (column("epoch")):(column(part . "_" . score . "_median")) with points pointtype 7 pointsize 0.5 * POINT linecolor rgb color(HUE[MEMBER[k]]) notitle
}
unset multiplot
unset output

# What the networks say of data with one input: a panel per cell, with the median over the networks, the quartiles as a band, the function that made the data
# (black, dashed) and the training points.
#   gnuplot -c fit.gp DIR OUT.png|svg|pdf [CELL]

if (ARGC < 2 || ARGC > 3) { exit error "usage: gnuplot -c fit.gp DIR OUT.png|svg|pdf [CELL]" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("fit.gp")]
set datafile separator comma
set datafile columnheaders
load here . "cells.gp"
WANTED = ARGC == 3 ? ARG3 : ""
CELL_FILE = "fit.csv"
KIND = "boundary"
most_members = 12
load here . "members.gp"
across_panels = MEMBERS < 3 ? MEMBERS : MEMBERS == 4 ? 2 : 3
down_panels = (MEMBERS + across_panels - 1) / across_panels
PANEL = at_least(title_width(0), 250.0)
WIDTH = PANEL * across_panels + 20
HEIGHT = 190 * down_panels + 34
load here . "style.gp"

set multiplot
set label 9 (several_sets ? "" : DATASET[MEMBER[1]] . ": ") . "median and quartiles over the networks (blue), the function (black), training points" . hidden_cells noenhanced at screen 14.0 / WIDTH, screen 1 - 12.0 / HEIGHT font small_8
unset key
set style fill solid 0.2 noborder
do for [k = 1:MEMBERS] {
  column_of_panel = (k - 1) % across_panels
  row_of_panel = (k - 1) / across_panels
  set lmargin at screen (PANEL * column_of_panel + 52) / WIDTH
  set rmargin at screen (PANEL * (column_of_panel + 1) - 4) / WIDTH
  set tmargin at screen 1 - (190.0 * row_of_panel + 46) / HEIGHT
  set bmargin at screen 1 - (190.0 * row_of_panel + 182) / HEIGHT
  set title member_title(k) noenhanced offset 0, -0.7
  undefine STATS_*
  stats file_of(k, "fit.csv") using "x" nooutput
  set xrange [STATS_min:STATS_max > STATS_min ? STATS_max : STATS_min + 1]
  # What the networks say far from the data must not hide how they fit them.
  undefine STATS_*
  stats file_of(k, "points.csv") using "target" nooutput
  target_low = STATS_min; target_high = STATS_max
  reach = target_high > target_low ? 0.3 * (target_high - target_low) : 1
  set yrange [target_low - reach:target_high + reach]
  has_function = 0
  set table $unused
  plot file_of(k, "fit.csv") every ::0::0 using (has_function = strlen(stringcolumn("target")) > 0, 0):(0) with table
  unset table
  undefine $unused
  if (all_diverged(MEMBER[k])) { set label 1 divergence(MEMBER[k]) at graph 0.5, 0.9 center textcolor rgb "#555555" } else { unset label 1 }
  plot for [there = 1:!all_diverged(MEMBER[k])] file_of(k, "fit.csv") using (column("x")):(column("q1")):(column("q3")) with filledcurves linecolor rgb color(1) notitle, \
    file_of(k, "points.csv") using (strcol("split") eq "train" ? column(2) : NaN):(column("target")) with points pointtype 7 pointsize 0.28 * POINT linecolor rgb "#999999" notitle, \
    for [there = 1:has_function] file_of(k, "fit.csv") using (column("x")):(column("target")) with lines linewidth 1 dashtype 2 linecolor rgb "black" notitle, \
    for [there = 1:!all_diverged(MEMBER[k])] file_of(k, "fit.csv") using (column("x")):(column("median")) with lines linewidth 1.6 linecolor rgb color(1) notitle
  unset label 9
}
unset multiplot
unset output

# How the back-propagated error changes from layer to layer: root mean square of dE/dz by layer (log scale), before and after training, a row of panels per data
# set, a line per cell: median and quartiles over its networks. A cell whose networks all diverged has nothing after training.
#   gnuplot -c gradient-flow.gp DIR OUT.png|svg|pdf

if (ARGC != 2) { exit error "usage: gnuplot -c gradient-flow.gp DIR OUT.png|svg|pdf" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("gradient-flow.gp")]
set datafile separator comma
set datafile columnheaders
load here . "cells.gp"
load here . "hues.gp"
most_members = 24
load here . "layers.gp"
# Each name once in the legend, whatever the number of data sets.
NAMED = ""
names = 0
longest_name = 4
do for [k = 1:MEMBERS] {
  if (strstrt(NAMED . " ", sprintf(" %d ", HUE[MEMBER[k]])) == 0) { NAMED = NAMED . sprintf(" %d", HUE[MEMBER[k]]); names = names + 1 }
  if (strlen(LABEL[MEMBER[k]]) > longest_name) { longest_name = strlen(LABEL[MEMBER[k]]) }
}
first_named(k) = (sum [j = 1:k - 1] (HUE[MEMBER[j]] == HUE[MEMBER[k]])) == 0
# What is said of cells whose networks diverged, below the panels of their data set.
ROW = 210.0
WIDTH = 626 + 6.2 * (longest_name < 60 ? longest_name : 60)
HEIGHT = 40 + ROW * sets > 40 + 17 * names ? 40 + ROW * sets : 40 + 17 * names
across(points) = points / real(WIDTH)
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
set output OUT

set multiplot
set style fill transparent solid 0.15 noborder
set logscale y
set format y "%.0e"
set xrange [0.8:deepest + 0.2]
set xtics 1 + (deepest > 12 ? deepest / 10 : 0)
set bars 0
unset key
member_of(s, i) = int(word(MEMBERS_OF[s], i))
do for [s = 1:sets] {
  LOST = ""
  do for [i = 1:words(MEMBERS_OF[s])] {
    m = MEMBER[member_of(s, i)]
    if (DIVERGED[m] > 0) { LOST = LOST . (strlen(LOST) > 0 ? "; " : "") . LABEL[m] . ": " . short_divergence(m) }
  }
  do for [stage = 1:2] {
    set lmargin at screen across(stage == 1 ? 82 : 350)
    set rmargin at screen across(stage == 1 ? 296 : 564)
    set tmargin at screen 1 - (30 + (s - 1) * ROW) / HEIGHT
    set bmargin at screen 1 - (30 + s * ROW - 58) / HEIGHT
    set title (stage == 1 ? SETS[s] . ", before training" : "after training") noenhanced offset 0, -0.6
    set xlabel (s == sets ? "layer (the last is the output)" : "") offset 0, 0.4
    if (stage == 1) { set ylabel "rms of dE/dz" offset 0.4, 0 } else { unset ylabel }
    if (stage == 1 && strlen(LOST) > 0) { set label 8 LOST at screen across(82), screen 1 - (30 + s * ROW - 14) / HEIGHT noenhanced font small_8 textcolor rgb "#777777" } else { unset label 8 }
    if (s == sets && stage == 2 && HIDDEN_CELLS > 0) { set label 9 sprintf("first %d of %d cells", MEMBERS, MEMBERS + HIDDEN_CELLS) at screen across(578), screen 14.0 / HEIGHT textcolor rgb "#777777" font small_8 }
    # The members of the data set that have a point here.
    here_drawn = ""
    left = 0
    do for [i = 1:words(MEMBERS_OF[s])] {
      if (strstrt(DRAWN[stage] . " ", sprintf(" %d ", member_of(s, i))) > 0) { here_drawn = here_drawn . sprintf(" %d", member_of(s, i)) }
      if (!all_diverged(MEMBER[member_of(s, i)])) { left = left + 1 }
    }
    shown(i) = int(word(here_drawn, i))
    hue(k) = color(HUE[MEMBER[k]])
    set yrange [*:*]
    set ytics autofreq
    unset label 10
    if (words(here_drawn) > 0) {
      # One value alone makes no axis.
      lowest = 1e300; highest = 0
      set xrange [*:*]
      do for [i = 1:words(here_drawn)] {
        do for [quartile in "q1 median q3"] {
          undefine STATS_*
          stats layer_file(shown(i)) using (value_of(shown(i), stage, "gradient_rms_" . quartile)) nooutput
          if (exists("STATS_min")) {
            if (STATS_min < lowest) { lowest = STATS_min }
            if (STATS_max > highest) { highest = STATS_max }
          }
        }
      }
      set xrange [0.8:deepest + 0.2]
      if (lowest == highest) { set yrange [lowest / 2:highest * 2] }
      plot for [i = 1:words(here_drawn)] layer_file(shown(i)) using (column("layer")):(value_of(shown(i), stage, "gradient_rms_q1")):(value_of(shown(i), stage, "gradient_rms_q3")) with filledcurves linecolor rgb hue(shown(i)) notitle, \
        for [i = 1:words(here_drawn)] layer_file(shown(i)) using (column("layer")):(value_of(shown(i), stage, "gradient_rms_median")) with linespoints linewidth 1.6 pointtype 7 pointsize 0.4 * POINT linecolor rgb hue(shown(i)) notitle
    } else {
      unset ytics
      set yrange [1:10]
      set label 10 (stage == 2 && left == 0 ? "all networks diverged" : "no gradient") at graph 0.5, 0.5 center textcolor rgb "#777777"
      plot NaN notitle
    }
  }
}
# The legend by itself.
unset label
unset title
unset xlabel
unset ylabel
unset border
unset tics
unset logscale
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:1]
set yrange [0:1]
set key at screen across(578), screen 1 - 26.0 / HEIGHT left top reverse Left samplen 1.4 spacing 1.1 maxcolumns 1
plot NaN notitle, for [k = 1:MEMBERS] for [once = 1:first_named(k)] keyentry with linespoints linewidth 1.6 pointtype 7 pointsize 0.4 * POINT linecolor rgb color(HUE[MEMBER[k]]) title LABEL[MEMBER[k]]
unset multiplot
unset output

# Every run of the groups as a point, the box of their quartiles, the median, and the mean with its 95 % interval; a panel per data set.
# Reads groups.csv and group-runs.csv of `actlab compare --figures DIR`.
#   gnuplot -c compare-runs.gp DIR OUT.png|svg|pdf

if (ARGC != 2) { exit error "usage: gnuplot -c compare-runs.gp DIR OUT.png|svg|pdf" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("compare-runs.gp")]
load here . "groups.gp"
LEFT = 22 + 5.6 * WIDEST
PANEL_WIDTH = SETS == 1 ? 460.0 : 260.0
PANEL_HEIGHT = (SETS == 1 ? 36.0 : 22.0) * GROUPS
ABOVE = 26.0
BELOW = 34.0
WIDTH = LEFT + COLUMNS * PANEL_WIDTH + 12
HEIGHT = 26 + ROWS * (ABOVE + PANEL_HEIGHT + BELOW) + 16
load here . "style.gp"

set multiplot
set autoscale xfix
set offsets graph 0.02, graph 0.02, 0, 0
unset ytics
set border 1
set grid xtics linewidth 0.4 linecolor rgb "#dddddd"
set style fill solid 0.25 border linecolor rgb "#333333"
set xtics font small_8
# Points are spread by the golden ratio: evenly, and the same every time.
golden = 0.618033988749895
spread(n) = (n * golden - floor(n * golden) - 0.5) * 0.6
per_strip = RUNS / (GROUPS * SETS)
size = per_strip > 400 ? 0.12 : per_strip > 60 ? 0.22 : 0.36
groups_file = DIR . "/groups.csv"
runs_file = DIR . "/group-runs.csv"
do for [s = 1:SETS] {
  top = HEIGHT - 26 - row_of(s) * (ABOVE + PANEL_HEIGHT + BELOW) - ABOVE
  left = LEFT + column_of(s) * PANEL_WIDTH
  set lmargin at screen left / WIDTH
  set rmargin at screen (left + PANEL_WIDTH - 14) / WIDTH
  set tmargin at screen top / HEIGHT
  set bmargin at screen (top - PANEL_HEIGHT) / HEIGHT
  unset label
  set label 1 DATA_SET[s] at graph 0, graph 1 offset 0, 0.7 left noenhanced
  if (column_of(s) == 0) { do for [i = 1:GROUPS] { set label 1 + i NAME[i] at graph 0, first i offset -0.8, 0 right noenhanced } }
  do for [i = 1:GROUPS] {
    if (LOST[place(s, i)] > 0) {
      set label GROUPS + 2 + i divergence(LOST[place(s, i)], KEPT[place(s, i)]) at graph 1, first i - (KEPT[place(s, i)] > 0 ? 0.38 : 0) right noenhanced font small_7 textcolor rgb "#555555"
    }
  }
  if (s == 1) {
    set label GROUPS + 2 underscores_as_blanks(METRIC) at screen 0.5, screen 9.0 / HEIGHT center noenhanced
    set key at screen 1 - 16.0 / WIDTH, screen 1 - 4.0 / HEIGHT right top horizontal samplen 1.2 width 1 font small_8
  } else { unset key }
  of(value) = column("set") == s ? value : NaN
  undefine STATS_*
  set xrange [*:*]
  set yrange [*:*]
  stats runs_file using (of(column(3))) nooutput
  # One value alone makes no axis.
  if (exists("STATS_max")) { if (STATS_max > STATS_min) { set xtics axis_step(STATS_max - STATS_min) } else { set xtics autofreq; set xrange [STATS_min - 0.1:STATS_max + 0.1] } }
  set yrange [GROUPS + 0.6:0.4]
  plot groups_file using (of(column("median"))):(column("group")):(column("q1")):(column("q3")):(column("group") - 0.2):(column("group") + 0.2) with boxxyerror linewidth 0.8 fillcolor rgb "#666666" title "quartiles", \
    runs_file using (of(column(3))):(column("group") + spread(column(0))):(rgb_of(word(COLORS, (int(column("group")) - 1) % most_groups + 1))) with points pointtype 7 pointsize size * POINT linecolor rgb variable notitle, \
    groups_file using (of(column("median"))):(column("group") - 0.3):(0):(0.6) with vectors nohead linewidth 2.2 linecolor rgb "#000000" title "median", \
    groups_file using (of(column("mean"))):(column("group")):(column("low")):(column("high")) with xerrorbars pointtype 13 pointsize 0.7 * POINT linewidth 1.4 linecolor rgb "#B00020" title "mean, 95 % interval"
}
unset multiplot
unset output

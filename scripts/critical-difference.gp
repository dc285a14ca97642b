# Critical-difference diagram (Demsar 2006): groups by their average rank over data sets, 1 the best, on the left; bars join groups that Nemenyi's test at
# 0.05 does not tell apart. Reads ranks.csv and rank-bars.csv of `actlab compare --figures DIR`.
#   gnuplot -c critical-difference.gp DIR OUT.png|svg|pdf

if (ARGC != 2) { exit error "usage: gnuplot -c critical-difference.gp DIR OUT.png|svg|pdf" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("critical-difference.gp")]
load here . "groups.gp"

undefine STATS_*
stats DIR . "/ranks.csv" using (0) nooutput
if (!exists("STATS_records")) { exit error DIR . " holds no ranks.csv; ranks need two data sets at least" }
array RANKED[GROUPS]
array RANK[GROUPS]
array FROM[GROUPS]
array TO[GROUPS]
BARS = 0
set table $unused
plot DIR . "/ranks.csv" using (i = int($0) + 1, RANKED[i] = shortened(stringcolumn("group")), RANK[i] = column("average_rank"), CD = column("critical_difference"), 0):(0) with table
unset table
undefine $unused
set datafile nocolumnheaders
set table $unused
plot DIR . "/rank-bars.csv" using ($0 > 0 ? (BARS = BARS + 1, FROM[BARS] = column(1), TO[BARS] = column(2), 0) : 0):(0) with table
unset table
undefine $unused

left = (GROUPS + 1) / 2
side_margin = 40 + 5.6 * WIDEST
WIDTH = 300 + 2 * side_margin
HEIGHT = 78 + 8 * BARS + 20 * left
load here . "style.gp"
unset border
unset tics
unset key
set lmargin at screen side_margin / WIDTH
set rmargin at screen 1 - side_margin / WIDTH
set tmargin at screen 1
set bmargin at screen 0
set xrange [1:GROUPS]
set yrange [0:HEIGHT]
axis = HEIGHT - 52
lines_from = axis - 16 - 8 * BARS
set arrow from 1, axis to GROUPS, axis nohead linewidth 1.2
do for [i = 1:GROUPS] {
  set arrow from i, axis to i, axis + 5 nohead linewidth 1
  set label sprintf("%d", i) at i, axis + 13 center font small_8
}
set label "average rank" at graph 1, first axis + 27 right font small_8 textcolor rgb "#555555"
if (CD < GROUPS - 1) {
  set arrow from 1, axis + 28 to 1 + CD, axis + 28 nohead linewidth 1.6
  set arrow from 1, axis + 25 to 1, axis + 31 nohead linewidth 1.2
  set arrow from 1 + CD, axis + 25 to 1 + CD, axis + 31 nohead linewidth 1.2
}
set label sprintf("critical difference %.2f", CD) at 1, axis + 41 left font small_8
do for [i = 1:GROUPS] {
  on_left = i <= left
  y = lines_from - 20 * (on_left ? i - 1 : GROUPS - i) - 6
  set arrow from RANK[i], axis to RANK[i], y nohead linewidth 0.8 linecolor rgb "#555555"
  set arrow from RANK[i], y to graph (on_left ? 0 : 1), first y nohead linewidth 0.8 linecolor rgb "#555555"
  if (on_left) {
    set label RANKED[i] . sprintf("  %.2f", RANK[i]) at graph 0, first y offset -0.6, 0 right noenhanced
  } else {
    set label sprintf("%.2f  ", RANK[i]) . RANKED[i] at graph 1, first y offset 0.6, 0 left noenhanced
  }
}
do for [b = 1:BARS] {
  y = axis - 6 - 8 * (b - 1)
  set arrow from FROM[b] - 0.02 * GROUPS, y to TO[b] + 0.02 * GROUPS, y nohead linewidth 3.2 linecolor rgb "#222222"
}
plot NaN notitle
unset output

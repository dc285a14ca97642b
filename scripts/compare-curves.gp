# Learning curves by group: median and quartiles over the runs, a colour per group, a panel per data set.
# Reads groups.csv and group-curves.csv of `actlab compare --figures DIR`.
#   gnuplot -c compare-curves.gp DIR OUT.png|svg|pdf

if (ARGC != 2) { exit error "usage: gnuplot -c compare-curves.gp DIR OUT.png|svg|pdf" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("compare-curves.gp")]
load here . "groups.gp"
PANEL_WIDTH = SETS == 1 ? 460.0 : 250.0
PANEL_HEIGHT = SETS == 1 ? 240.0 : 130.0
# A group's name, and how many of its networks diverged on all data sets together.
array TITLE[GROUPS]
do for [k = 1:GROUPS] {
  lost = sum [s = 1:SETS] LOST[place(s, k)]
  kept = sum [s = 1:SETS] KEPT[place(s, k)]
  TITLE[k] = NAME[k] . (lost > 0 ? ", " . divergence(lost, kept) : "")
  if (strlen(TITLE[k]) > WIDEST) { WIDEST = strlen(TITLE[k]) }
}
KEY = 40 + 6.2 * WIDEST
ABOVE = 24.0
BELOW = 34.0
LEFT = 66.0                # numbers such as 0.0001, and the metric's name
WIDTH = LEFT - 50 + COLUMNS * PANEL_WIDTH + KEY
HEIGHT = ROWS * (ABOVE + PANEL_HEIGHT + BELOW) + 14
if (HEIGHT < 30 + 15 * GROUPS) { HEIGHT = 30 + 15 * GROUPS }
load here . "style.gp"

# The three columns after data set, group and epoch; their ending says nothing to a reader.
set datafile nocolumnheaders
NAMES = ""
set table $unused
plot DIR . "/group-curves.csv" using (NAMES = $0 == 0 ? stringcolumn(5) : NAMES, 0):(0) with table
unset table
undefine $unused
set datafile columnheaders
# The groups that have a curve on a data set: gnuplot complains of curves without a point.
curves_file = DIR . "/group-curves.csv"
array SHOWN[SETS]
array LAST[SETS]            # epoch of a data set
array LAST_OF[SETS * GROUPS]
do for [s = 1:SETS] { SHOWN[s] = ""; LAST[s] = 0 }
do for [i = 1:SETS * GROUPS] { LAST_OF[i] = 0 }
reached(s, k, epoch) = (LAST_OF[place(s, k)] = epoch, epoch > LAST[s] ? LAST[s] = epoch : 0)
shown_too(s, k) = strstrt(SHOWN[s] . " ", sprintf(" %d ", k)) > 0 ? SHOWN[s] : SHOWN[s] . sprintf(" %d", k)
set table $unused
plot curves_file using (s = int(column("set")), k = int(column("group")), SHOWN[s] = shown_too(s, k), reached(s, k, column("epoch")), 0):(0) with table
unset table
undefine $unused
MEASURE = NAMES[1 : strlen(NAMES) - strlen("_median")]
is_loss = strstrt(MEASURE, "loss") > 0

set multiplot
if (is_loss) { set logscale y; set format y "%g" }
set style fill transparent solid 0.14 noborder
set xtics font small_8
set ytics font small_8
dash(k) = 1 + (k - 1) / most_groups
of(s, k, n) = column("set") == s && column("group") == k ? column(n) : NaN
shown(s, i) = int(word(SHOWN[s], i))
# Groups whose networks diverged at once have a point and no line; without such groups gnuplot still looks at the first.
ended_at_once(s) = sum [i = 1:words(SHOWN[s])] (LAST_OF[place(s, shown(s, i))] == 0)
nth_ended(s, n, i) = i >= words(SHOWN[s]) ? shown(s, i) : LAST_OF[place(s, shown(s, i))] > 0 ? nth_ended(s, n, i + 1) : n == 1 ? shown(s, i) : nth_ended(s, n - 1, i + 1)
do for [s = 1:SETS] {
  top = HEIGHT - row_of(s) * (ABOVE + PANEL_HEIGHT + BELOW) - ABOVE
  left = LEFT + column_of(s) * PANEL_WIDTH
  set lmargin at screen left / WIDTH
  set rmargin at screen (left + PANEL_WIDTH - 56) / WIDTH
  set tmargin at screen top / HEIGHT
  set bmargin at screen (top - PANEL_HEIGHT) / HEIGHT
  set xrange [0:LAST[s] > 0 ? LAST[s] : 1]
  set label 1 DATA_SET[s] at graph 0, graph 1 offset 0, 0.7 left noenhanced
  set xlabel (row_of(s) == ROWS - 1 || s + COLUMNS > SETS ? "epoch" : "") offset 0, 0.6 font small_8
  set label 2 (column_of(s) == 0 ? underscores_as_blanks(MEASURE) : "") at screen 10.0 / WIDTH, graph 0.5 center rotate noenhanced font small_8
  if (s == 1) {
    set key at screen (LEFT + COLUMNS * PANEL_WIDTH - 46) / WIDTH, screen 1 - ABOVE / HEIGHT left top reverse Left samplen 1.4 spacing 1.1 maxcolumns 1
  } else { unset key }
  plot for [i = 1:words(SHOWN[s])] curves_file using (of(s, shown(s, i), 3)):(of(s, shown(s, i), 4)):(of(s, shown(s, i), 6)) with filledcurves linecolor rgb color(shown(s, i)) notitle, \
    for [i = 1:words(SHOWN[s])] curves_file using (of(s, shown(s, i), 3)):(of(s, shown(s, i), 5)) with lines linewidth 1.6 dashtype dash(shown(s, i)) linecolor rgb color(shown(s, i)) notitle, \
    for [n = 1:ended_at_once(s)] curves_file using (of(s, nth_ended(s, n, 1), 3)):(of(s, nth_ended(s, n, 1), 5)) with points pointtype 7 pointsize 0.4 * POINT linecolor rgb color(nth_ended(s, n, 1)) notitle, \
    for [k = 1:GROUPS] keyentry with lines linewidth 1.6 dashtype dash(k) linecolor rgb color(k) title TITLE[k]
}
unset multiplot
unset output

# Forest plot: effects with their intervals, a panel per comparison. A diamond is the effect over data sets, the thick line its interval, the thin one where it
# may lie on a further data set; below it the data sets as points. Shaded is what does not matter. Reads forest.csv of `actlab compare --figures DIR` and
# `actlab claims`: panel, title, left, right, label, pooled, estimate, low, high, prediction_low, prediction_high, band_low, band_high, outcome, note.
#   gnuplot -c forest.gp DIR OUT.png|svg|pdf

if (ARGC != 2) { exit error "usage: gnuplot -c forest.gp DIR OUT.png|svg|pdf" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("forest.gp")]
FOREST = DIR . "/forest.csv"
set encoding utf8
set datafile separator comma
set datafile columnheaders
undefine STATS_*
stats FOREST using (0) nooutput
if (!exists("STATS_records")) { exit error DIR . " holds no forest.csv; give a directory that 'actlab compare --figures' or 'actlab claims' wrote" }
N = int(STATS_records)
array PANEL[N]
array TITLE[N]
array LEFT_END[N]
array RIGHT_END[N]
array NAMED[N]
array POOLED[N]
array EFFECT[N]
array LOW[N]
array HIGH[N]
array FROM[N]
array TO[N]
array BAND_LOW[N]
array BAND_HIGH[N]
array FOUND[N]
array NOTE[N]
number(name) = strlen(stringcolumn(name)) ? column(name) : NaN
set table $unused
plot FOREST using (i = int($0) + 1, PANEL[i] = int(column("panel")), TITLE[i] = stringcolumn("title"), LEFT_END[i] = stringcolumn("left"), RIGHT_END[i] = stringcolumn("right"), \
  NAMED[i] = stringcolumn("label"), POOLED[i] = int(column("pooled")), EFFECT[i] = number("estimate"), LOW[i] = number("low"), HIGH[i] = number("high"), \
  FROM[i] = number("prediction_low"), TO[i] = number("prediction_high"), BAND_LOW[i] = number("band_low"), BAND_HIGH[i] = number("band_high"), \
  FOUND[i] = stringcolumn("outcome"), NOTE[i] = stringcolumn("note"), 0):(0) with table
unset table
undefine $unused

WIDEST = 10
NOTES = 4
PANELS = 1
do for [i = 1:N] {
  if (strlen(NAMED[i]) > WIDEST) { WIDEST = strlen(NAMED[i]) }
  if (strlen(NOTE[i]) > NOTES) { NOTES = strlen(NOTE[i]) }
  if (i > 1 && PANEL[i] != PANEL[i - 1]) { PANELS = PANELS + 1 }
}
if (WIDEST > 44) { WIDEST = 44 }
ROW = 16.0
ABOVE = 24.0               # of a panel: its title
BELOW = 42.0               # the axis, and which way is whose
LEFT = 16 + 5.9 * WIDEST
RIGHT = 18 + 5.0 * NOTES
WIDTH = LEFT + 330 + RIGHT
HEIGHT = N * ROW + PANELS * (ABOVE + BELOW) + 8
load here . "style.gp"
# Blue holds, orange reversed, green no difference that matters, grey cannot tell; hollow: no information.
outcome_color(name) = name eq "holds" ? 0x0072B2 : name eq "reversed" ? 0xD55E00 : name eq "no difference that matters" ? 0x009E73 : 0x777777
# A diamond or a circle, filled or hollow.
symbol(i) = (POOLED[i] ? 13 : 7) - (FOUND[i] eq "no information" ? 1 : 0)
known(x) = x == x
larger(a, b) = known(a) ? (a > b ? a : b) : b
smaller(a, b) = known(a) ? (a < b ? a : b) : b
shortened(text) = strlen(text) > 44 ? text[1:41] . "..." : text
# The first sample of a function is no header.
set datafile nocolumnheaders
set multiplot
unset key
set border 1
unset ytics
top = HEIGHT - 6.0
first_row = 1
while (first_row <= N) {
  last_row = first_row
  while (last_row < N && PANEL[last_row + 1 > N ? N : last_row + 1] == PANEL[first_row]) { last_row = last_row + 1 }
  rows = last_row - first_row + 1
  x_low = BAND_LOW[first_row]
  x_high = BAND_HIGH[first_row]
  do for [i = first_row:last_row] {
    x_low = smaller(EFFECT[i], smaller(LOW[i], smaller(FROM[i], x_low)))
    x_high = larger(EFFECT[i], larger(HIGH[i], larger(TO[i], x_high)))
  }
  span = known(x_high - x_low) && x_high > x_low ? x_high - x_low : 1
  x_low = (known(x_low) ? x_low : 0) - 0.05 * span
  x_high = (known(x_high) ? x_high : 0) + 0.05 * span
  set xrange [x_low:x_high]
  set yrange [rows + 0.5:0.5]
  set lmargin at screen LEFT / WIDTH
  set rmargin at screen 1 - RIGHT / WIDTH
  set tmargin at screen (top - ABOVE) / HEIGHT
  set bmargin at screen (top - ABOVE - rows * ROW) / HEIGHT
  unset label
  unset arrow
  unset object
  set label 1 TITLE[first_row] at screen 8.0 / WIDTH, screen (top - 9) / HEIGHT left noenhanced
  set label 2 LEFT_END[first_row] at screen LEFT / WIDTH, screen (top - ABOVE - rows * ROW - 27) / HEIGHT left noenhanced font small_8 textcolor rgb "#555555"
  set label 3 RIGHT_END[first_row] at screen 1 - RIGHT / WIDTH, screen (top - ABOVE - rows * ROW - 27) / HEIGHT right noenhanced font small_8 textcolor rgb "#555555"
  do for [i = first_row:last_row] {
    k = i - first_row + 1
    set label 2 * k + 2 shortened(NAMED[i]) at graph 0, first k offset -0.6, 0 right noenhanced font (POOLED[i] ? "" : small_8) textcolor rgb (POOLED[i] ? "#000000" : "#444444")
    set label 2 * k + 3 NOTE[i] at graph 1, first k offset 0.8, 0 left noenhanced font small_8 textcolor rgb "#444444"
    if (known(FROM[i])) { set arrow 10 + 2 * i from FROM[i], k to TO[i], k nohead linewidth 0.6 linecolor rgb outcome_color(FOUND[i]) }
    if (known(LOW[i])) { set arrow 11 + 2 * i from LOW[i], k to HIGH[i], k heads size screen 2.5 / WIDTH, 90 linewidth (POOLED[i] ? 2 : 1.1) linecolor rgb outcome_color(FOUND[i]) }
  }
  if (known(BAND_LOW[first_row]) && known(BAND_HIGH[first_row])) {
    set object 1 rectangle from BAND_LOW[first_row], 0.5 to BAND_HIGH[first_row], rows + 0.5 behind fillcolor rgb "#E8E8E4" fillstyle solid noborder
  }
  if (x_low < 0 && x_high > 0) { set arrow 1 from 0, 0.5 to 0, rows + 0.5 nohead linewidth 0.6 linecolor rgb "#999999" }
  set xtics font small_8
  plot sample [k = first_row:last_row:1] '+' using (EFFECT[int(k)]):(int(k) - first_row + 1):(POOLED[int(k)] ? 0.9 * POINT : FOUND[int(k)] eq "no information" ? 0.6 * POINT : 0.45 * POINT):(symbol(int(k))):(outcome_color(FOUND[int(k)])) with points pointsize variable pointtype variable linewidth 1.2 linecolor rgb variable notitle
  top = top - ABOVE - BELOW - rows * ROW
  first_row = last_row + 1
}
unset multiplot
unset output

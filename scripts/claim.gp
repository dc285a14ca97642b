# The findings on a claim: effects with their intervals, a panel per rule; shaded is where the rule is supported (of "differs": not shaded, between the dashed lines,
# is where it is refuted). Reads figure.csv of `actlab claims`.
#   gnuplot -c claim.gp DIR OUT.png|svg|pdf

if (ARGC != 2) { exit error "usage: gnuplot -c claim.gp DIR OUT.png|svg|pdf" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("claim.gp")]
FINDINGS_FILE = DIR . "/figure.csv"
set encoding utf8
set datafile separator comma
set datafile columnheaders
undefine STATS_*
stats FINDINGS_FILE using (0) nooutput
if (!exists("STATS_records")) { exit error DIR . " holds no figure.csv; give a claim's directory that 'actlab claims' wrote" }
N = int(STATS_records)
array RULE[N]
array SAYS[N]
array NAMED[N]
array EFFECT[N]
array LOW[N]
array HIGH[N]
array FROM[N]
array TO[N]
array SUPPORTS[N]
array FOUND[N]
set table $unused
plot FINDINGS_FILE using (i = int($0) + 1, RULE[i] = int(column("rule")), SAYS[i] = stringcolumn("says"), NAMED[i] = stringcolumn("label"), \
  EFFECT[i] = column("effect"), LOW[i] = column("low"), HIGH[i] = column("high"), SUPPORTS[i] = column("supports"), FOUND[i] = stringcolumn("verdict"), \
  FROM[i] = strlen(stringcolumn("region_low")) ? column("region_low") : NaN, TO[i] = strlen(stringcolumn("region_high")) ? column("region_high") : NaN, 0):(0) with table
unset table
undefine $unused

WIDEST = 10
PANELS = 1
do for [i = 1:N] {
  if (strlen(NAMED[i]) > WIDEST) { WIDEST = strlen(NAMED[i]) }
  if (i > 1 && RULE[i] != RULE[i - 1]) { PANELS = PANELS + 1 }
}
if (WIDEST > 62) { WIDEST = 62 }
ROW = 17.0
HEAD = 46.0                # of a panel: title above, axis below
LEFT = 16 + 5.9 * WIDEST
WIDTH = LEFT + 400
HEIGHT = N * ROW + PANELS * (HEAD + 14) + 12
load here . "style.gp"
verdict_color(name) = name eq "supported" ? 0x0072B2 : name eq "refuted" ? 0xD55E00 : 0x777777
larger(a, b) = a > b ? a : b
smaller(a, b) = a < b ? a : b
# The first sample of a function is no header.
set datafile nocolumnheaders
set multiplot
unset key
set border 1
unset ytics
top = HEIGHT - 8.0
first_row = 1
while (first_row <= N) {
  last_row = first_row
  while (last_row < N && RULE[last_row + 1 > N ? N : last_row + 1] == RULE[first_row]) { last_row = last_row + 1 }
  rows = last_row - first_row + 1
  x_low = EFFECT[first_row]
  x_high = x_low
  do for [i = first_row:last_row] {
    x_low = smaller(x_low, LOW[i])
    x_high = larger(x_high, HIGH[i])
  }
  if (FROM[first_row] == FROM[first_row]) { x_low = smaller(x_low, FROM[first_row]); x_high = larger(x_high, FROM[first_row]) }
  if (TO[first_row] == TO[first_row]) { x_low = smaller(x_low, TO[first_row]); x_high = larger(x_high, TO[first_row]) }
  span = x_high - x_low
  if (span <= 0) { span = larger(abs(x_high), 1e-9) }
  x_low = x_low - 0.06 * span
  x_high = x_high + 0.06 * span
  set xrange [x_low:x_high]
  set yrange [rows + 0.5:0.5]
  set lmargin at screen LEFT / WIDTH
  set rmargin at screen 1 - 14.0 / WIDTH
  set tmargin at screen (top - 20) / HEIGHT
  set bmargin at screen (top - 20 - rows * ROW) / HEIGHT
  unset label
  unset arrow
  unset object
  set label 1 SAYS[first_row] at screen 8.0 / WIDTH, screen (top - 7) / HEIGHT left noenhanced
  do for [k = 1:rows] {
    set label 1 + k NAMED[first_row + k - 1] at graph 0, first k offset -0.6, 0 right noenhanced font small_8
  }
  region_low = FROM[first_row] == FROM[first_row] ? FROM[first_row] : x_low
  region_high = TO[first_row] == TO[first_row] ? TO[first_row] : x_high
  if (SUPPORTS[first_row] == 1) {
    set object 1 rectangle from region_low, 0.5 to region_high, rows + 0.5 behind fillcolor rgb "#E4F1E1" fillstyle solid noborder
  } else {
    set object 1 rectangle from x_low, 0.5 to region_low, rows + 0.5 behind fillcolor rgb "#E4F1E1" fillstyle solid noborder
    set object 2 rectangle from region_high, 0.5 to x_high, rows + 0.5 behind fillcolor rgb "#E4F1E1" fillstyle solid noborder
  }
  if (FROM[first_row] == FROM[first_row]) { set arrow 1 from FROM[first_row], 0.5 to FROM[first_row], rows + 0.5 nohead dashtype 2 linecolor rgb "#4b7d43" }
  if (TO[first_row] == TO[first_row]) { set arrow 2 from TO[first_row], 0.5 to TO[first_row], rows + 0.5 nohead dashtype 2 linecolor rgb "#4b7d43" }
  if (x_low < 0 && x_high > 0) { set arrow 3 from 0, 0.5 to 0, rows + 0.5 nohead linewidth 0.6 linecolor rgb "#999999" }
  set xtics font small_8
  set samples 2
  plot sample [k = first_row:last_row:1] '+' using (EFFECT[int(k)]):(int(k) - first_row + 1):(LOW[int(k)]):(HIGH[int(k)]):(verdict_color(FOUND[int(k)])) with xerrorbars pointtype 7 pointsize 0.45 * POINT linewidth 1.3 linecolor rgb variable notitle
  top = top - HEAD - rows * ROW - 14
  first_row = last_row + 1
}
unset multiplot
unset output

# Learning curves by group: median and quartiles over all its runs, a colour per group.
# Reads groups.csv and group-curves.csv of `actlab compare --figures DIR`.
#   gnuplot -c compare-curves.gp DIR OUT.png|svg|pdf

if (ARGC != 2) { exit error "usage: gnuplot -c compare-curves.gp DIR OUT.png|svg|pdf" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("compare-curves.gp")]
load here . "groups.gp"
WIDTH = 640
HEIGHT = 300 + (GROUPS > 14 ? 15 * (GROUPS - 14) : 0)
load here . "style.gp"

# The three columns after group and epoch; their ending says nothing to a reader.
set datafile nocolumnheaders
NAMES = ""
set table $unused
plot DIR . "/group-curves.csv" using (NAMES = $0 == 0 ? stringcolumn(4) : NAMES, 0):(0) with table
unset table
undefine $unused
set datafile columnheaders
MEASURE = NAMES[1 : strlen(NAMES) - strlen("_median")]
is_loss = strstrt(MEASURE, "loss") > 0

set lmargin at screen 62.0 / WIDTH
set rmargin at screen 1 - (56 + 5.6 * WIDEST) / WIDTH
set tmargin at screen 1 - 14.0 / HEIGHT
set bmargin at screen 44.0 / HEIGHT
set xlabel "epoch" offset 0, 0.4
set ylabel underscores_as_blanks(MEASURE) noenhanced offset 0.4, 0
set autoscale xfix
if (is_loss) { set logscale y; set format y "%g" }
set style fill transparent solid 0.14 noborder
set key at screen 1 - (50 + 5.6 * WIDEST) / WIDTH, screen 1 - 12.0 / HEIGHT left top reverse Left samplen 1.4 spacing 1.1 maxcolumns 1
dash(k) = 1 + (k - 1) / most_groups
curves_file = DIR . "/group-curves.csv"
of(k, n) = column("group") == k ? column(n) : NaN
plot for [k = 1:GROUPS] curves_file using (of(k, 2)):(of(k, 3)):(of(k, 5)) with filledcurves linecolor rgb color(k) notitle, \
  for [k = 1:GROUPS] curves_file using (of(k, 2)):(of(k, 4)) with lines linewidth 1.6 dashtype dash(k) linecolor rgb color(k) title NAME[k]
unset output

# Every run of the groups as a point, the box of their quartiles, the median, and the mean with its 95 % interval.
# Reads groups.csv and group-runs.csv of `actlab compare --figures DIR`.
#   gnuplot -c compare-runs.gp DIR OUT.png|svg|pdf

if (ARGC != 2) { exit error "usage: gnuplot -c compare-runs.gp DIR OUT.png|svg|pdf" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("compare-runs.gp")]
load here . "groups.gp"
WIDTH = 640
HEIGHT = 92 + 36 * GROUPS
load here . "style.gp"

set lmargin at screen (22 + 6.0 * WIDEST) / WIDTH
set rmargin at screen 1 - 20.0 / WIDTH
set tmargin at screen 1 - 34.0 / HEIGHT
set bmargin at screen 46.0 / HEIGHT
set yrange [GROUPS + 0.6:0.4]
set autoscale xfix
set offsets graph 0.02, graph 0.02, 0, 0
unset ytics
do for [i = 1:GROUPS] { set label i NAME[i] at graph 0, first i offset -0.8, 0 right noenhanced }
set border 1
set xlabel underscores_as_blanks(METRIC) noenhanced offset 0, 0.3
set grid xtics linewidth 0.4 linecolor rgb "#dddddd"
set key at screen 1 - 16.0 / WIDTH, screen 1 - 6.0 / HEIGHT right top horizontal samplen 1.2 width 1 font small_8
set style fill solid 0.25 border linecolor rgb "#333333"

# Points are spread by the golden ratio: evenly, and the same every time.
golden = 0.618033988749895
spread(n) = (n * golden - floor(n * golden) - 0.5) * 0.6
size = RUNS / GROUPS > 400 ? 0.12 : RUNS / GROUPS > 60 ? 0.22 : 0.36
groups_file = DIR . "/groups.csv"
runs_file = DIR . "/group-runs.csv"
plot groups_file using (column("median")):(column(0) + 1):(column("q1")):(column("q3")):(column(0) + 0.8):(column(0) + 1.2) with boxxyerror linewidth 0.8 fillcolor rgb "#666666" title "quartiles", \
  runs_file using 2:(column("group") + spread(column(0))):(rgb_of(word(COLORS, (int(column("group")) - 1) % most_groups + 1))) with points pointtype 7 pointsize size * POINT linecolor rgb variable notitle, \
  groups_file using (column("median")):(column(0) + 0.7):(0):(0.6) with vectors nohead linewidth 2.2 linecolor rgb "#000000" title "median", \
  groups_file using (column("mean")):(column(0) + 1):(column("low")):(column("high")) with xerrorbars pointtype 13 pointsize 0.7 * POINT linewidth 1.4 linecolor rgb "#B00020" title "mean, 95 % interval"
unset output

# Share of ReLU networks that are constant before training, by depth, a colour a width: the theory for one point (lines) and what was simulated with one
# training point (dots, with the 99 % Wilson interval, Bonferroni over all of them) and with twenty (circles).
#   gnuplot -c born-dead.gp DIR OUT.png|svg|pdf

if (ARGC != 2) { exit error "usage: gnuplot -c born-dead.gp DIR OUT.png|svg|pdf" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("born-dead.gp")]
set datafile separator comma
set datafile columnheaders
undefine STATS_*
stats DIR . "/cells.csv" using (0) nooutput
if (!exists("STATS_records")) { exit error DIR . " holds no cells.csv; give a results directory of actlab" }
CELLS = STATS_records
array ID[CELLS]
array ARCH[CELLS]
array SAMPLES[CELLS]
array DEAD[CELLS]
array NETWORKS[CELLS]
set table $unused
plot DIR . "/cells.csv" using (i = int($0) + 1, ID[i] = stringcolumn("cell"), ARCH[i] = stringcolumn("arch"), SAMPLES[i] = column("samples"), 0):(0) with table
# Architectures are like "4-4-4", of widths below ten.
width_of(arch) = int(arch[1:1])
depth_of(arch) = (strlen(arch) + 1) / 2
do for [i = 1:CELLS] {
  depth = depth_of(ARCH[i])
  plot DIR . "/cells/" . ID[i] . "/layer-curves.csv" using (column("layer") == depth ? (DEAD[i] = column("all_dead"), NETWORKS[i] = column("networks"), 0) : 0):(0) with table
}
unset table
WIDTH = 560
HEIGHT = 380
load here . "../style.gp"

theory(width, depth) = 1 - (1 - 2.0 ** (-width)) ** depth
fewest = SAMPLES[1]
do for [i = 1:CELLS] { if (SAMPLES[i] < fewest) { fewest = SAMPLES[i] } }
points = 0
do for [i = 1:CELLS] { if (SAMPLES[i] == fewest) { points = points + 1 } }
# The normal quantile of 1 - 0.01 / (2 points), by inverting norm().
z = -invnorm(0.005 / points)
centre(p, n) = (p + z * z / (2 * n)) / (1 + z * z / n)
reach(p, n) = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
share(i) = DEAD[i] / real(NETWORKS[i])
is_one(i, width) = SAMPLES[i] == fewest && width_of(ARCH[i]) == width
is_more(i, width) = SAMPLES[i] != fewest && width_of(ARCH[i]) == width
set xrange [0.3:20.7]
set yrange [-0.02:1.02]
set xlabel "hidden layers" offset 0, 0.4
set ylabel "share of networks that are constant before training" offset 1, 0
set samples 400
set bars 0.4
set key at screen 0.815, screen 0.94 left top reverse Left samplen 1.4 maxcolumns 1
set rmargin at screen 0.8
set label 1 "lines:\n1 - (1 - 1/2^N)^L\n\ndots: one training\npoint, with 99 %\nWilson intervals\n\ncircles: twenty\ntraining points" at screen 0.825, screen 0.66 left font small_8
$cells << EOD
EOD
set print $cells
print "cell"
do for [i = 1:CELLS] { print sprintf("%d", i) }
set print
plot for [w = 2:6] theory(w, x) with lines linewidth 1.2 linecolor rgb color(w - 1) title sprintf("width %d", w), \
  for [w = 2:6] $cells using (is_one(int($1), w) ? depth_of(ARCH[int($1)]) : NaN):(share(int($1))):(centre(share(int($1)), NETWORKS[int($1)]) - reach(share(int($1)), NETWORKS[int($1)])):(centre(share(int($1)), NETWORKS[int($1)]) + reach(share(int($1)), NETWORKS[int($1)])) with yerrorbars pointtype 7 pointsize 0.35 * POINT linewidth 0.8 linecolor rgb color(w - 1) notitle, \
  for [w = 2:6] $cells using (is_more(int($1), w) ? depth_of(ARCH[int($1)]) : NaN):(share(int($1))) with points pointtype 6 pointsize 0.4 * POINT linewidth 0.7 linecolor rgb color(w - 1) notitle
unset output

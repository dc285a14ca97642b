# The activations of curves.csv and captions.csv, a panel each: the function (blue) and its derivative (orange), with formula, range and source.
#   gnuplot -c curves.gp DIR OUT.png|svg|pdf

if (ARGC != 2) { exit error "usage: gnuplot -c curves.gp DIR OUT.png|svg|pdf" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("curves.gp")]
load here . "curves-data.gp"
columns_of_panels = CURVES < 4 ? CURVES : 4
rows_of_panels = (CURVES + columns_of_panels - 1) / columns_of_panels
WIDTH = 250 * columns_of_panels
HEIGHT = 205 * rows_of_panels + 14
load here . "style.gp"

set multiplot layout rows_of_panels, columns_of_panels margins screen 40.0 / WIDTH, 1 - 14.0 / WIDTH, 72.0 / HEIGHT, 1 - 36.0 / HEIGHT spacing screen 46.0 / WIDTH, 96.0 / HEIGHT
set border 15 linewidth 0.5
set grid linewidth 0.4 linecolor rgb "#dddddd"
unset key
set autoscale xfix
set yrange [*:*]
set offsets graph 0, 0, 0.06, 0.06
set label 4 "function (blue) and derivative (orange, dashed)" at screen 14.0 / WIDTH, screen 1 - 8.0 / HEIGHT font small_8
do for [k = 1:CURVES] {
  set title NAME[k] noenhanced offset 0, -0.6
  set label 1 FORMULA[k] at graph 0.5, -0.27 center noenhanced font small_8
  set label 2 sprintf("from %.4g to %.4g%s", LOW[k], HIGH[k], SECTION[k] eq "" ? "" : "; shown: " . SECTION[k]) at graph 0.5, -0.37 center noenhanced font small_7 textcolor rgb "#555555"
  set label 3 CITATION[k] at graph 0.5, -0.47 center noenhanced font small_7 textcolor rgb "#555555"
  plot DIR . "/curves.csv" every ::begins(k)::ends(k) using (column("x")):(column("value")) with lines linewidth 1.6 linecolor rgb color(1) notitle, \
    "" every ::begins(k)::ends(k) using (column("x")):(column("derivative")) with lines linewidth 1.2 dashtype 2 linecolor rgb color(2) notitle
}
unset multiplot
unset output

# The activations of curves.csv in one picture: functions above, derivatives below.
#   gnuplot -c curves-overlay.gp DIR OUT.png|svg|pdf

if (ARGC != 2) { exit error "usage: gnuplot -c curves-overlay.gp DIR OUT.png|svg|pdf" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("curves-overlay.gp")]
load here . "curves-data.gp"
WIDTH = 620
HEIGHT = CURVES * 13 + 60 > 560 ? CURVES * 13 + 60 : 560
load here . "style.gp"

# Beyond eight curves the colour repeats with another dash.
dash(k) = 1 + (k - 1) / 8
set multiplot
set border 15 linewidth 0.5
set grid linewidth 0.4 linecolor rgb "#dddddd"
set autoscale xfix
set lmargin at screen 0.08
set rmargin at screen 0.72
set yrange [-3:5]
set tmargin at screen 1 - 30.0 / HEIGHT
set bmargin at screen 0.53
set title "functions" offset 0, -0.6
set key at screen 0.735, screen 1 - 24.0 / HEIGHT left top reverse Left samplen 2 spacing 0.95 maxcolumns 1 font small_8
plot for [k = 1:CURVES] DIR . "/curves.csv" every ::begins(k)::ends(k) using (column("x")):(column("value")) with lines linewidth 1.3 dashtype dash(k) linecolor rgb color(k) title NAME[k]
unset key
set yrange [-1:2]
set tmargin at screen 0.46
set bmargin at screen 40.0 / HEIGHT
set title "derivatives"
set xlabel "x" offset 0, 0.5
plot for [k = 1:CURVES] DIR . "/curves.csv" every ::begins(k)::ends(k) using (column("x")):(column("derivative")) with lines linewidth 1.3 dashtype dash(k) linecolor rgb color(k) notitle
unset multiplot
unset output

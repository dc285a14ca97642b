# How the activations of each layer are distributed over training samples, units and networks, before (grey) and after training (blue).
#   gnuplot -c activations.gp DIR OUT.png|svg|pdf [CELL]

if (ARGC < 2 || ARGC > 3) { exit error "usage: gnuplot -c activations.gp DIR OUT.png|svg|pdf [CELL]" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("activations.gp")]
set datafile separator comma
set datafile columnheaders
load here . "cells.gp"
SHOWN = 1
if (ARGC == 3) {
  SHOWN = 0
  do for [i = 1:CELLS] { if (ID[i] eq ARG3) { SHOWN = i } }
  if (SHOWN == 0) { exit error "no such cell in cells.csv" }
}
HISTOGRAMS = DIR . "/cells/" . ID[SHOWN] . "/histograms.csv"
undefine STATS_*
stats HISTOGRAMS using (column("layer")):(column("count")) nooutput
if (!exists("STATS_records")) { exit error HISTOGRAMS . " cannot be read; was the cell trained with --record layers?" }
layers = int(STATS_max_x)
most_layers = 12
shown_layers = layers < most_layers ? layers : most_layers
across_panels = shown_layers < 4 ? shown_layers : 4
down_panels = (shown_layers + across_panels - 1) / across_panels
WIDTH = 190 * across_panels + 20
if (WIDTH < 420) { WIDTH = 420 }
HEIGHT = 160 * down_panels + 40
load here . "style.gp"

set multiplot
set label 8 DATASET[SHOWN] . ", " . LABEL[SHOWN] . (all_diverged(SHOWN) ? ": activations before training; " . divergence(SHOWN) : ": activations, before (grey) and after training (blue)" . (DIVERGED[SHOWN] > 0 ? "; " . divergence(SHOWN) : "")) at screen 14.0 / WIDTH, screen 1 - 12.0 / HEIGHT noenhanced
unset key
set xrange [-5.2:5.2]
set logscale y
set yrange [0.7:*]
set xtics 2.5
unset ytics
set style fill transparent solid 0.5 noborder
do for [l = 1:shown_layers] {
  set lmargin at screen (190.0 * ((l - 1) % across_panels) + 16) / WIDTH
  set rmargin at screen (190.0 * ((l - 1) % across_panels) + 190) / WIDTH
  set tmargin at screen 1 - (160.0 * ((l - 1) / across_panels) + 48) / HEIGHT
  set bmargin at screen 1 - (160.0 * ((l - 1) / across_panels) + 172) / HEIGHT
  set title (l == layers ? "output layer" : sprintf("layer %d", l)) offset 0, -0.8
  # What lies beyond -5 and 5 stands in one bin at each end.
  place(stage) = stringcolumn("stage") eq stage && column("layer") == l ? (column("low") < -1e300 ? -5.05 : column("high") > 1e300 ? 5.05 : (column("low") + column("high")) / 2) : NaN
  plot HISTOGRAMS using (place("initial")):(column("count")):(0.1) with boxes linecolor rgb "#999999" notitle, \
    for [k = 1:!all_diverged(SHOWN)] HISTOGRAMS using (place("trained")):(column("count")):(0.1) with boxes linecolor rgb color(1) notitle
  unset label 8
}
unset multiplot
unset output

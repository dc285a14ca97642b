# Draws the share SHARE (a column of layer-curves.csv without its ending) over the epochs, a panel per cell, a line per hidden layer: median and quartiles over
# the networks. Loaded by dead-units.gp and saturation.gp after they have set DIR, OUT, here, SHARE and WHAT.

set datafile separator comma
set datafile columnheaders
load here . "cells.gp"
most_members = 12
load here . "layers.gp"
across_panels = MEMBERS < 4 ? MEMBERS : 4
down_panels = (MEMBERS + across_panels - 1) / across_panels
WIDTH = 190 * across_panels + 110
HEIGHT = 170 * down_panels + 30
load here . "style.gp"

# Rows in which the share is a number: activations of several pre-activations have no slope of their own.
array DEFINED[MEMBERS]
set table $unused
do for [k = 1:MEMBERS] {
  DEFINED[k] = 0
  plot layer_file(k) using (strlen(stringcolumn(SHARE . "_median")) > 0 && column("layer") < DEPTH[k] ? (DEFINED[k] = DEFINED[k] + 1, 0) : 0):(0) with table
}
unset table
undefine $unused
set output OUT

most_layers = 8
set multiplot
set style fill transparent solid 0.15 noborder
set yrange [-0.02:1.02]
set format y "%g"
unset key
set label 8 WHAT . (HIDDEN_CELLS > 0 ? sprintf(" (first %d of %d cells)", MEMBERS, MEMBERS + HIDDEN_CELLS) : "") at screen 14.0 / WIDTH, screen 1 - 12.0 / HEIGHT noenhanced
keyed = 0
do for [k = 1:MEMBERS] {
  column_of_panel = (k - 1) % across_panels
  row_of_panel = (k - 1) / across_panels
  set lmargin at screen (190.0 * column_of_panel + 44) / WIDTH
  set rmargin at screen (190.0 * column_of_panel + 182) / WIDTH
  set tmargin at screen 1 - (170.0 * row_of_panel + 44) / HEIGHT
  set bmargin at screen 1 - (170.0 * row_of_panel + 158) / HEIGHT
  shown_layers = DEPTH[k] - 1 < most_layers ? (DEPTH[k] > 1 ? DEPTH[k] - 1 : 1) : most_layers
  # The layers that are shown are spread over the depth where there are many.
  shown(l) = DEPTH[k] - 1 <= most_layers ? l : 1 + int((l - 1) * (DEPTH[k] - 2.0) / (most_layers - 1))
  set title with_divergence(LABEL[MEMBER[k]], MEMBER[k]) noenhanced offset 0, -0.7
  set xlabel (row_of_panel == down_panels - 1 ? "epoch" : "") offset 0, 0.6
  set xrange [0:LAST[k] > 0 ? LAST[k] : 1]
  decade = LAST[k] > 0 ? 10 ** floor(log10(LAST[k])) : 1
  step = LAST[k] / decade < 2 ? decade / 2.0 : LAST[k] / decade < 5 ? decade : 2 * decade
  set xtics step
  if (DEPTH[k] == deepest && keyed == 0) { set key at screen (190.0 * across_panels + 4) / WIDTH, screen 1 - 40.0 / HEIGHT left top reverse Left samplen 1.2 spacing 1.1 maxcolumns 1 } else { unset key }
  if (DEPTH[k] == deepest) { keyed = keyed + 1 }
  if (DEFINED[k] == 0) {
    set label 7 "not defined" at graph 0.5, 0.5 center textcolor rgb "#777777"
    plot -1 notitle
    unset label 7
    unset label 8
    continue
  }
  at_layer(l, name) = column("layer") == shown(l) ? column(SHARE . name) : NaN
  plot for [l = 1:shown_layers] layer_file(k) using (column("layer") == shown(l) ? column("epoch") : NaN):(at_layer(l, "_q1")):(at_layer(l, "_q3")) with filledcurves linecolor rgb color(l) notitle, \
    for [l = 1:shown_layers] layer_file(k) using (column("layer") == shown(l) ? column("epoch") : NaN):(at_layer(l, "_median")) with lines linewidth 1.5 linecolor rgb color(l) title sprintf("layer %d", shown(l)), \
    for [l = 1:shown_layers * (LAST[k] == 0)] layer_file(k) using (column("layer") == shown(l) ? column("epoch") : NaN):(at_layer(l, "_median")) with points pointtype 7 pointsize 0.5 * POINT linecolor rgb color(l) notitle
  unset label 8
}
unset multiplot
unset output

# Draws the share SHARE (a column of layer-curves.csv without its ending) over the epochs, a panel per cell, a line per hidden layer: median and quartiles over
# the networks. Loaded by dead-units.gp and saturation.gp after they have set DIR, OUT, here, SHARE and WHAT.

set datafile separator comma
set datafile columnheaders
load here . "cells.gp"
most_members = 12
load here . "layers.gp"
# Rows in which the share is a number, and the largest one: activations of several pre-activations have no slope of their own. Cells without any are left out,
# and said.
array DEFINED[MEMBERS]
array LARGEST[MEMBERS]
set table $unused
do for [k = 1:MEMBERS] {
  DEFINED[k] = 0
  LARGEST[k] = 0
  plot layer_file(k) using (strlen(stringcolumn(SHARE . "_median")) > 0 && column("layer") < DEPTH[k] ? (DEFINED[k] = DEFINED[k] + 1, column(SHARE . "_q3") > LARGEST[k] ? LARGEST[k] = column(SHARE . "_q3") : 0, 0) : 0):(0) with table
}
unset table
undefine $unused
LEFT_OUT = ""
defined_members = 0
do for [k = 1:MEMBERS] {
  if (DEFINED[k] == 0) {
    if (strstrt(LEFT_OUT, LABEL[MEMBER[k]]) == 0) { LEFT_OUT = LEFT_OUT . (strlen(LEFT_OUT) > 0 ? ", " : "") . LABEL[MEMBER[k]] }
  } else {
    defined_members = defined_members + 1
    MEMBER[defined_members] = MEMBER[k]; DEPTH[defined_members] = DEPTH[k]; LAST[defined_members] = LAST[k]
    DEFINED[defined_members] = DEFINED[k]; LARGEST[defined_members] = LARGEST[k]
  }
}
if (defined_members > 0) { MEMBERS = defined_members } else { MEMBERS = 1; LEFT_OUT = "" }
deepest = 0
do for [k = 1:MEMBERS] { if (DEPTH[k] > deepest) { deepest = DEPTH[k] } }
panel_title(k) = (sets > 1 ? DATASET[MEMBER[k]] . ", " : "") . with_divergence(LABEL[MEMBER[k]], MEMBER[k])
longest_title = 10
do for [k = 1:MEMBERS] { if (strlen(panel_title(k)) > longest_title) { longest_title = strlen(panel_title(k)) } }
PANEL = 60 + 5.6 * longest_title > 190 ? (60 + 5.6 * longest_title < 370 ? 60 + 5.6 * longest_title : 370.0) : 190.0
most_across = int(760 / PANEL)
across_panels = MEMBERS < most_across ? MEMBERS : most_across
down_panels = (MEMBERS + across_panels - 1) / across_panels
WIDTH = PANEL * across_panels + 110
if (WIDTH < 60 + 6.2 * strlen(WHAT)) { WIDTH = 60 + 6.2 * strlen(WHAT) }
HEIGHT = 170 * down_panels + (strlen(LEFT_OUT) > 0 ? 48 : 30)
load here . "style.gp"

set output OUT

most_layers = 8
set multiplot
set style fill transparent solid 0.15 noborder
set yrange [-0.02:1.02]
set format y "%g"
unset key
set label 8 WHAT . (HIDDEN_CELLS > 0 ? sprintf(" (first %d of %d cells)", MEMBERS, MEMBERS + HIDDEN_CELLS) : "") at screen 14.0 / WIDTH, screen 1 - 12.0 / HEIGHT noenhanced
if (strlen(LEFT_OUT) > 0) { set label 9 "not defined for " . LEFT_OUT at screen 14.0 / WIDTH, screen 12.0 / HEIGHT noenhanced font small_8 textcolor rgb "#777777" }
keyed = 0
do for [k = 1:MEMBERS] {
  column_of_panel = (k - 1) % across_panels
  row_of_panel = (k - 1) / across_panels
  set lmargin at screen (PANEL * column_of_panel + 44) / WIDTH
  set rmargin at screen (PANEL * column_of_panel + PANEL - 8) / WIDTH
  set tmargin at screen 1 - (170.0 * row_of_panel + 44.0) / HEIGHT
  set bmargin at screen 1 - (170.0 * row_of_panel + 158) / HEIGHT
  shown_layers = DEPTH[k] - 1 < most_layers ? (DEPTH[k] > 1 ? DEPTH[k] - 1 : 1) : most_layers
  # The layers that are shown are spread over the depth where there are many.
  shown(l) = DEPTH[k] - 1 <= most_layers ? l : 1 + int((l - 1) * (DEPTH[k] - 2.0) / (most_layers - 1))
  set title panel_title(k) noenhanced offset 0, -0.7
  set xlabel (row_of_panel == down_panels - 1 ? "epoch" : "") offset 0, 0.6
  set xrange [0:LAST[k] > 0 ? LAST[k] : 1]
  decade = LAST[k] > 0 ? 10 ** floor(log10(LAST[k])) : 1
  step = LAST[k] / decade < 2 ? decade / 2.0 : LAST[k] / decade < 5 ? decade : 2 * decade
  set xtics step
  if (DEPTH[k] == deepest && keyed == 0) { set key at screen (PANEL * across_panels + 4) / WIDTH, screen 1 - 40.0 / HEIGHT left top reverse Left samplen 1.2 spacing 1.1 maxcolumns 1 } else { unset key }
  if (DEPTH[k] == deepest) { keyed = keyed + 1 }
  if (DEFINED[k] == 0) {
    set label 7 "not defined" at graph 0.5, 0.5 center textcolor rgb "#777777"
    plot -1 notitle
    unset label 7
    unset label 8
    continue
  }
  if (LARGEST[k] == 0) { set label 7 "none" at graph 0.5, 0.5 center textcolor rgb "#777777" } else { unset label 7 }
  at_layer(l, name) = column("layer") == shown(l) ? column(SHARE . name) : NaN
  plot for [l = 1:shown_layers] layer_file(k) using (column("layer") == shown(l) ? column("epoch") : NaN):(at_layer(l, "_q1")):(at_layer(l, "_q3")) with filledcurves linecolor rgb color(l) notitle, \
    for [l = 1:shown_layers] layer_file(k) using (column("layer") == shown(l) ? column("epoch") : NaN):(at_layer(l, "_median")) with lines linewidth 1.5 linecolor rgb color(l) title sprintf("layer %d", shown(l)), \
    for [l = 1:shown_layers * (LAST[k] == 0)] layer_file(k) using (column("layer") == shown(l) ? column("epoch") : NaN):(at_layer(l, "_median")) with points pointtype 7 pointsize 0.5 * POINT linecolor rgb color(l) notitle
  unset label 8
}
unset multiplot
unset output

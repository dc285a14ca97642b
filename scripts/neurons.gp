# What every hidden unit of one network puts out over the plane: a column per layer, a small map per unit, as in TensorFlow Playground. Each map has the
# colour range of its layer.
#   gnuplot -c neurons.gp DIR OUT.png|svg|pdf [CELL [REPLICATE [discretize]]]

if (ARGC < 2 || ARGC > 5) { exit error "usage: gnuplot -c neurons.gp DIR OUT.png|svg|pdf [CELL [REPLICATE [discretize]]]" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("neurons.gp")]
set datafile separator comma
set datafile columnheaders
load here . "cells.gp"
WANTED = ARGC >= 3 ? ARG3 : ""
load here . "cell-shown.gp"
WANTED_NETWORK = ARGC >= 4 ? ARG4 : ""
NEURONS = DIR . "/cells/" . ID[SHOWN] . "/neurons.csv"
load here . "map-shown.gp"
DISCRETIZE = ARGC == 5 && ARG5 eq "discretize"

HEADING = DATASET[SHOWN] . ", " . LABEL[SHOWN] . sprintf(": hidden units of network %d", replicate)
if (network_diverged) { MESSAGE = all_diverged(SHOWN) ? divergence(SHOWN) : "this network diverged"; load here . "message.gp"; exit }
load here . "unit-maps.gp"
layers = MAP_LAYERS
most_units = 24
most_down = 6
array UNITS[layers]
array LEFT[layers]            # edge of a layer's first column, in points
SIDE = 64.0
GAP = 8.0
tallest = 0
next_left = 20.0
do for [l = 1:layers] {
  UNITS[l] = MAP_UNITS[l] > most_units ? most_units : MAP_UNITS[l]
  LEFT[l] = next_left
  down = UNITS[l] < most_down ? UNITS[l] : most_down
  if (down > tallest) { tallest = down }
  next_left = next_left + ((UNITS[l] + most_down - 1) / most_down) * (SIDE + GAP) + 50
}
WIDTH = next_left + 10
if (WIDTH < 30 + 6.4 * strlen(HEADING)) { WIDTH = 30 + 6.4 * strlen(HEADING) }
HEIGHT = 62 + tallest * (SIDE + GAP)
across(points) = points / real(WIDTH)
up(points) = points / real(HEIGHT)
load here . "style.gp"

set multiplot
set border 15 linewidth 0.5
unset xtics
unset ytics
unset key
set label 1 HEADING at screen across(20), screen up(HEIGHT - 14) noenhanced
do for [l = 1:layers] {
  columns_of_layer = (UNITS[l] + most_down - 1) / most_down
  right_edge = LEFT[l] + columns_of_layer * (SIDE + GAP) - GAP
  eval set_two_ends
  # Zero is the light colour in the middle where the layer has both signs.
  reach = -MAP_LOW[l] > MAP_HIGH[l] ? -MAP_LOW[l] : MAP_HIGH[l]
  if (MAP_LOW[l] < 0) { set cbrange [-reach:reach] } else { set cbrange [0:reach > 0 ? reach : 1] }
  if (MAP_LOW[l] >= 0) { set palette defined (0 "#f4f4f2", 1 "#0877bd") }
  set label 2 (MAP_UNITS[l] > most_units ? sprintf("layer %d, first %d of %d", l, most_units, MAP_UNITS[l]) : sprintf("layer %d", l)) at screen across(LEFT[l]), screen up(HEIGHT - 36) noenhanced
  set colorbox user origin screen across(right_edge + 6), screen up(HEIGHT - 44 - SIDE) size screen across(7), screen up(SIDE)
  set cbtics (MAP_LOW[l] < 0 ? -reach : 0, reach) nomirror format "%.2g" offset -0.6, 0
  do for [u = 1:UNITS[l]] {
    top_edge = HEIGHT - 44 - ((u - 1) % most_down) * (SIDE + GAP)
    left = LEFT[l] + ((u - 1) / most_down) * (SIDE + GAP)
    set lmargin at screen across(left)
    set rmargin at screen across(left + SIDE)
    set tmargin at screen up(top_edge)
    set bmargin at screen up(top_edge - SIDE)
    set autoscale xfix
    set autoscale yfix
    plot NEURONS every ::map_from(l, u - 1)::map_to(l, u - 1) using 4:5:(DISCRETIZE ? ($6 >= 0 ? reach : -reach) : $6) with image notitle
    unset label 1
    unset label 2
    unset colorbox
  }
}
unset multiplot
unset output

# One trained network: inputs, hidden units with what they put out over the plane, and the output, joined by links as wide as their weights (orange
# negative, blue positive), as in TensorFlow Playground. Needs --record neurons.
#   gnuplot -c network.gp DIR OUT.png|svg|pdf [CELL [REPLICATE]]

if (ARGC < 2 || ARGC > 4) { exit error "usage: gnuplot -c network.gp DIR OUT.png|svg|pdf [CELL [REPLICATE]]" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("network.gp")]
set datafile separator comma
set datafile columnheaders
load here . "cells.gp"
WANTED = ARGC >= 3 ? ARG3 : ""
load here . "cell-shown.gp"
WANTED_NETWORK = ARGC == 4 ? ARG4 : ""
NEURONS = DIR . "/cells/" . ID[SHOWN] . "/neurons.csv"
load here . "map-shown.gp"
HEADING = DATASET[SHOWN] . ", " . LABEL[SHOWN] . sprintf(": network %d, links by weight", replicate)
if (network_diverged) { MESSAGE = all_diverged(SHOWN) ? divergence(SHOWN) : "this network diverged"; load here . "message.gp"; exit }
WEIGHTS = DIR . "/cells/" . ID[SHOWN] . "/weights.csv"

# One pass over each file keeps what belongs to this network.
set table $links
plot WEIGHTS using (column("layer")):(column("unit")):(column("source")):(column("weight")) with table if (column("replicate") == replicate && column("source") > 0)
unset table
if (|$links| == 0) { exit error WEIGHTS . " has no such network; was the cell trained with --record neurons?" }
load here . "unit-maps.gp"
set datafile nocolumnheaders
set datafile separator whitespace
most_units = 12
shown(n) = n > most_units ? most_units : n
undefine STATS_*
stats $links using 1:2 nooutput
layers = int(STATS_max_x)
array UNITS[layers + 1]        # of column c: inputs, hidden layers, output
array ROWS[layers + 1]         # of the weight matrix into it: more than units where a unit has several pre-activations, as under maxout
widest = 0
do for [l = 0:layers] {
  # Without inputs there are no links into the first layer.
  largest = -1
  set table $unused
  plot $links using ($1 == (l == 0 ? 1 : l) && (l == 0 ? $3 - 1 : $2) > largest ? (largest = l == 0 ? $3 - 1 : $2, 0) : 0):(0) with table
  unset table
  undefine $unused
  ROWS[l + 1] = int(largest) + 1
  UNITS[l + 1] = ROWS[l + 1]
  if (l > 0 && l < layers) {
    UNITS[l + 1] = MAP_UNITS[l]
  }
  if (shown(UNITS[l + 1]) > widest) { widest = shown(UNITS[l + 1]) }
}
unit_of(l, row) = int(row * UNITS[l + 1] / ROWS[l + 1])

SIDE = 40.0
STEP = 54.0
COLUMN = 130.0
longest_output = 0
do for [n = 1:12] { if (strlen(name_at(OUTPUTS[SHOWN], n, 16)) > longest_output) { longest_output = strlen(name_at(OUTPUTS[SHOWN], n, 16)) } }
WIDTH = 74 + layers * COLUMN + 40 + 6 * longest_output
if (WIDTH < 380) { WIDTH = 380 }
HEIGHT = 60 + widest * STEP
across(points) = points / real(WIDTH)
up(points) = points / real(HEIGHT)
load here . "style.gp"
set datafile separator whitespace
set datafile nocolumnheaders

# Left edge and middle of unit u (from 0) in column l (0 the inputs), in points from the bottom left.
left_of(l) = 74 + l * COLUMN
middle_of(l, u) = (HEIGHT - 44) / 2.0 + (shown(UNITS[l + 1]) - 1) * STEP / 2.0 - u * STEP
width_of(w) = (0.4 + 1.6 * (abs(w) > 5 ? 5 : abs(w))) * (extension eq "png" ? 0.9 : 1)
set multiplot
unset border
unset tics
unset key
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:WIDTH]
set yrange [0:HEIGHT]
set label 1 HEADING at 16, HEIGHT - 14 noenhanced
arrows = 0
array LAYER[|$links|]
array UNIT[|$links|]
array SOURCE[|$links|]
array WEIGHT[|$links|]
set table $unused
plot $links using (i = int($0) + 1, LAYER[i] = $1, UNIT[i] = $2, SOURCE[i] = $3, WEIGHT[i] = $4, 0):(0) with table
unset table
undefine $unused
do for [i = 1:|$links|] {
  if (unit_of(LAYER[i], UNIT[i]) < most_units && SOURCE[i] <= most_units) {
    set arrow from left_of(LAYER[i] - 1) + SIDE, middle_of(LAYER[i] - 1, SOURCE[i] - 1) to left_of(LAYER[i]), middle_of(LAYER[i], unit_of(LAYER[i], UNIT[i])) nohead linewidth width_of(WEIGHT[i]) linecolor rgb (WEIGHT[i] < 0 ? "#f59322" : "#0877bd") back
  }
}
# Inputs and outputs by their names.
input_name(u) = strlen(name_at(INPUTS[SHOWN], u, 14)) > 0 ? name_at(INPUTS[SHOWN], u, 14) : sprintf("input %d", u)
output_name(u) = TASK[SHOWN] eq "binary" ? name_at(OUTPUTS[SHOWN], 2, 16) : name_at(OUTPUTS[SHOWN], u, 16)
do for [u = 0:shown(UNITS[1]) - 1] { set label input_name(u + 1) noenhanced at left_of(0) + SIDE - 4, middle_of(0, u) right font small_8 }
do for [u = 0:shown(UNITS[layers + 1]) - 1] {
  set object circle at left_of(layers) + 9, middle_of(layers, u) size 9 fillcolor rgb "#ffffff" fillstyle solid border linecolor rgb "#444444" front
  set label output_name(u + 1) noenhanced at left_of(layers) + 24, middle_of(layers, u) left font small_8
}
do for [l = 0:layers] { if (UNITS[l + 1] > most_units) { set label sprintf("first %d of %d", most_units, UNITS[l + 1]) at left_of(l) + SIDE / 2, 12 center font small_7 } }
plot NaN notitle
unset arrow
unset label
unset object

set datafile separator comma
set datafile columnheaders
set border 15 linewidth 0.5
unset colorbox
eval set_two_ends
do for [l = 1:layers - 1] {
  reach = abs(MAP_LOW[l]) > abs(MAP_HIGH[l]) ? abs(MAP_LOW[l]) : abs(MAP_HIGH[l])
  set cbrange [-(reach > 0 ? reach : 1):(reach > 0 ? reach : 1)]
  do for [u = 0:shown(UNITS[l + 1]) - 1] {
    set lmargin at screen across(left_of(l))
    set rmargin at screen across(left_of(l) + SIDE)
    set tmargin at screen up(middle_of(l, u) + SIDE / 2)
    set bmargin at screen up(middle_of(l, u) - SIDE / 2)
    set autoscale xfix
    set autoscale yfix
    set xrange [*:*]
    set yrange [*:*]
    plot NEURONS every ::map_from(l, u)::map_to(l, u) using 4:5:6 with image notitle
  }
}
unset multiplot
unset output

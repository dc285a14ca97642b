# What each hidden unit of one network puts out for the test rows of each class, on average: a panel per cell and hidden layer, a row per unit, a column per class.
# Units are sorted by the class that excites them most, and each panel has a scale of its own: activations differ in their range.
#   gnuplot -c class-means.gp DIR OUT.png|svg|pdf [CELL]

if (ARGC < 2 || ARGC > 3) { exit error "usage: gnuplot -c class-means.gp DIR OUT.png|svg|pdf [CELL]" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("class-means.gp")]
set datafile separator comma
set datafile columnheaders
load here . "cells.gp"
WANTED = ARGC == 3 ? ARG3 : ""
CELL_FILE = "units.csv"
KIND = "units"
most_members = 6
load here . "members.gp"

# Of the network of each cell that is shown: hidden layers, and classes.
most_layers = 4
most_units = 40
longest_name = 12
short_name(name) = strlen(name) > longest_name ? name[1:longest_name - 1] . "…" : name
array NETWORK[MEMBERS]
array LAYERS[MEMBERS]
array CLASSES_OF[MEMBERS]
layers = 1
most_classes = 2
longest = 0
array TALLEST[most_layers]
do for [l = 1:most_layers] { TALLEST[l] = 1 }
see(layer, unit, name) = (layer <= most_layers && unit + 1 > TALLEST[layer] ? TALLEST[layer] = unit + 1 : 0, strlen(short_name(name)) > longest ? longest = strlen(short_name(name)) : 0, 0)
do for [k = 1:MEMBERS] {
  SHOWN = MEMBER[k]
  WANTED_NETWORK = ""
  load here . "network-shown.gp"
  NETWORK[k] = network_diverged ? -1 : replicate
  undefine STATS_*
  stats file_of(k, "units.csv") using (column("replicate") == 0 && column("layer") == 1 && column("unit") == 0 ? column(0) : NaN) nooutput
  CLASSES_OF[k] = int(STATS_records)
  if (CLASSES_OF[k] > most_classes) { most_classes = CLASSES_OF[k] }
  stats file_of(k, "units.csv") using (column("layer")) nooutput
  LAYERS[k] = STATS_max > most_layers ? most_layers : int(STATS_max)
  if (LAYERS[k] > layers) { layers = LAYERS[k] }
  set table $unused
  plot file_of(k, "units.csv") using (0):(0) with table if (see(int(column("layer")), int(column("unit")), stringcolumn("class")))
  unset table
  undefine $unused
}

# Points of a class, by their number; long names stand upright.
most_named = 30
square(classes) = classes <= 5 ? 24.0 : classes <= 12 ? 14.0 : classes <= most_named ? 9.5 : 285.0 / classes
UNIT = 9.0
upright = longest > 2
LEFT = 40.0
BELOW = upright ? 76.0 : 26.0
SIDE = square(most_classes) * most_classes
PANEL_WIDTH = at_least(at_least(LEFT + SIDE + 54, 150), title_width(0))
array TOP_OF[layers + 1]
TOP_OF[1] = 0
do for [l = 1:layers] { TOP_OF[l + 1] = TOP_OF[l] + UNIT * (TALLEST[l] > most_units ? most_units : TALLEST[l]) + BELOW + 26 }
panels_across = MEMBERS == 4 && PANEL_WIDTH > 280 ? 2 : MEMBERS <= 4 ? MEMBERS : 3
panels_down = (MEMBERS + panels_across - 1) / panels_across
PANEL_HEIGHT = TOP_OF[layers + 1] + 16
WIDTH = at_least(panels_across * PANEL_WIDTH + 10, 620)
HEIGHT = 28 + panels_down * PANEL_HEIGHT
across(points) = points / real(WIDTH)
up(points) = points / real(HEIGHT)
load here . "style.gp"

set multiplot
set border 15 linewidth 0.5
unset key
set label 8 "Mean activation of each hidden unit (row) of one network over the test rows of each class (column)" . hidden_cells at screen across(14), screen up(HEIGHT - 12) noenhanced
do for [k = 1:MEMBERS] {
  panel_left = LEFT + ((k - 1) % panels_across) * PANEL_WIDTH
  panel_top = HEIGHT - 28 - ((k - 1) / panels_across) * PANEL_HEIGHT
  classes = CLASSES_OF[k]
  SQUARE = square(classes)
  set label 1 member_title(k) at screen across(panel_left - LEFT + 14), screen up(panel_top - 8) noenhanced
  if (NETWORK[k] < 0) {
    set lmargin at screen across(panel_left)
    set rmargin at screen across(panel_left + SIDE)
    set tmargin at screen up(panel_top - 30)
    set bmargin at screen up(panel_top - 50)
    unset border
    unset tics
    set xrange [0:1]
    set yrange [0:1]
    plot NaN notitle
    set border 15 linewidth 0.5
    unset label 1
    unset label 8
    continue
  }
  do for [l = 1:LAYERS[k]] {
    units = 0
    grow(count) = (units = count, 0)
    set xrange [*:*]
    set yrange [*:*]
    set table $unused
    plot file_of(k, "units.csv") using (0):(0) with table if (column("replicate") == NETWORK[k] && column("layer") == l && column("unit") + 1 > units && grow(int(column("unit")) + 1))
    unset table
    all_units = units
    if (units > most_units) { units = most_units }
    array MEAN[units * classes]
    array CLASS[classes]
    do for [i = 1:|MEAN|] { MEAN[i] = 0 }
    low = 0
    high = 0
    place = 0
    keep(name, mean) = (CLASS[place % classes + 1] = short_name(name), MEAN[place + 1] = mean, place = place + 1, mean < low ? low = mean : 0, mean > high ? high = mean : 0, 0)
    # A class without test rows has no mean.
    number(text) = text eq "nan" ? 0 : real(text)
    set table $unused
    plot file_of(k, "units.csv") using (0):(0) with table if (column("replicate") == NETWORK[k] && column("layer") == l && column("unit") < units && keep(stringcolumn("class"), number(stringcolumn("activation_mean"))))
    unset table
    undefine $unused

    # The unit of each row of the map.
    array BEST[units]
    array UNIT_OF[units]
    do for [u = 1:units] {
      BEST[u] = 1
      do for [c = 2:classes] { if (MEAN[(u - 1) * classes + c] > MEAN[(u - 1) * classes + BEST[u]]) { BEST[u] = c } }
    }
    sorted = 0
    do for [c = 1:classes] { do for [u = 1:units] { if (BEST[u] == c) { sorted = sorted + 1; UNIT_OF[sorted] = u } } }
    mean_at(i) = MEAN[(UNIT_OF[(int(i) - 1) / classes + 1] - 1) * classes + (int(i) - 1) % classes + 1]

    top_edge = panel_top - 34 - TOP_OF[l]
    set lmargin at screen across(panel_left)
    set rmargin at screen across(panel_left + SQUARE * classes)
    set tmargin at screen up(top_edge)
    set bmargin at screen up(top_edge - UNIT * units)
    set xrange [-0.5:classes - 0.5]
    set yrange [units - 0.5:-0.5]
    eval set_two_ends
    reach = -low > high ? -low : high
    if (reach == 0) { reach = 1 }
    if (low < 0) { set cbrange [-reach:reach] } else { set cbrange [0:reach]; set palette defined (0 "#f4f4f2", 1 "#0877bd") }
    set colorbox user origin screen across(panel_left + SQUARE * classes + 8), screen up(top_edge - (UNIT * units < 80 ? UNIT * units : 80)) size screen across(7), screen up(UNIT * units < 80 ? UNIT * units : 80)
    set cbtics (low < 0 ? -reach : 0, reach) format "%.2g" font small_7 offset -0.6, 0
    set label 2 (all_units > units ? sprintf("layer %d, first %d of %d units", l, units, all_units) : sprintf("layer %d", l)) at screen across(panel_left), screen up(top_edge + 8) font small_8 textcolor rgb "#555555"
    own_longest = 0
    do for [c = 1:classes] { if (strlen(CLASS[c]) > own_longest) { own_longest = strlen(CLASS[c]) } }
    class_font = classes > 12 ? small_7 : small_8
    set xtics nomirror scale 0 offset 0, 0.5 noenhanced font class_font
    if (own_longest > 2) { set xtics rotate by 90 right offset 0, 0.15 } else { set xtics norotate }
    set xtics ("" 0)
    do for [c = 1:classes * (classes <= most_named)] { set xtics add (CLASS[c] c - 1) }
    set ytics nomirror scale 0 font small_7 offset 0.6, 0
    set ytics ("" 0)
    do for [r = 1:units] { set ytics add (sprintf("%d", UNIT_OF[r] - 1) r - 1) }
    set datafile nocolumnheaders
    set datafile separator whitespace
    plot MEAN using (int($1 - 1) % classes):(int($1 - 1) / classes):(mean_at($1)) with image notitle
    set datafile separator comma
    set datafile columnheaders
    unset label 1
    unset label 2
    unset label 8
  }
}
unset multiplot
unset output

# What the units of the first hidden layer look at, where the inputs are pixels: of one network of each cell the weights of the pixels, as a picture, and beside it
# the nine training images that excite the unit most, the first at the top left.
#   gnuplot -c units.gp DIR OUT.png|svg|pdf [CELL]

if (ARGC < 2 || ARGC > 3) { exit error "usage: gnuplot -c units.gp DIR OUT.png|svg|pdf [CELL]" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("units.gp")]
set datafile separator comma
set datafile columnheaders
load here . "cells.gp"
WANTED = ARGC == 3 ? ARG3 : ""
CELL_FILE = "unit-pictures.csv"
KIND = "units"
most_members = 6
load here . "members.gp"

# Up to so many units of a panel are shown, in columns of eight where the cell is alone, else of six; no more are in the files.
most_units = MEMBERS == 1 ? 32 : MEMBERS == 2 ? 24 : 12
samples = 9
array NETWORK[MEMBERS]
array SHOWN_UNITS[MEMBERS]
array ALL_UNITS[MEMBERS]
most_shown = 1
reach = 0
do for [k = 1:MEMBERS] {
  SHOWN = MEMBER[k]
  WANTED_NETWORK = ""
  load here . "network-shown.gp"
  NETWORK[k] = network_diverged ? -1 : replicate
  SHOWN_UNITS[k] = 0
  if (network_diverged) { continue }
  undefine STATS_*
  stats file_of(k, "unit-samples.csv") using (column("replicate") == replicate && column("layer") == 1 ? column("unit") : NaN) nooutput
  ALL_UNITS[k] = int(STATS_max) + 1
  SHOWN_UNITS[k] = ALL_UNITS[k] < most_units ? ALL_UNITS[k] : most_units
  if (SHOWN_UNITS[k] > most_shown) { most_shown = SHOWN_UNITS[k] }
  stats file_of(k, "unit-weights.csv") using (column("unit") < SHOWN_UNITS[k] && column("piece") == 0 ? abs(column("weight")) : NaN) nooutput
  if (STATS_max > reach) { reach = STATS_max }
}
if (reach == 0) { reach = 1 }

in_a_column = MEMBERS == 1 ? 8 : 6
rows_of_units = most_shown < in_a_column ? most_shown : in_a_column
columns_of_units = (most_shown + rows_of_units - 1) / rows_of_units
panels_across = MEMBERS <= 4 ? MEMBERS : 3
panels_down = (MEMBERS + panels_across - 1) / panels_across
SIDE = 54.0                      # of a unit's weights, and of its nine images
UNIT_WIDTH = 2 * SIDE + 16
UNIT_HEIGHT = SIDE + 16
PANEL_WIDTH = at_least(columns_of_units * UNIT_WIDTH + 14, title_width(22))
PANEL_HEIGHT = rows_of_units * UNIT_HEIGHT + 26
WIDTH = at_least(14 + panels_across * PANEL_WIDTH + 46, 700)
HEIGHT = 26 + at_least(panels_down * PANEL_HEIGHT, 190)
across(points) = points / real(WIDTH)
up(points) = points / real(HEIGHT)
load here . "style.gp"

set multiplot
unset tics
unset key
unset colorbox
set border 15 linewidth 0.4
set label 8 "Weights of the pixels into each hidden unit (blue positive, orange negative), and the training images that excite it most; one network per panel" . hidden_cells at screen across(14), screen up(HEIGHT - 12) noenhanced
unit_count(k) = ALL_UNITS[k] > SHOWN_UNITS[k] ? sprintf("first %d of %d units", SHOWN_UNITS[k], ALL_UNITS[k]) : ALL_UNITS[k] == 1 ? "1 unit" : sprintf("%d units", ALL_UNITS[k])
drawn = 0
place_tile = 'set lmargin at screen across(left); set rmargin at screen across(left + tile_width); set tmargin at screen up(top_edge); set bmargin at screen up(top_edge - tile_height)'
do for [k = 1:MEMBERS] {
  panel_left = 14 + ((k - 1) % panels_across) * PANEL_WIDTH
  panel_top = HEIGHT - 26 - ((k - 1) / panels_across) * PANEL_HEIGHT
  set label 1 member_title(k) . (NETWORK[k] < 0 ? "" : ": " . unit_count(k)) at screen across(panel_left), screen up(panel_top - 8) noenhanced
  if (NETWORK[k] < 0) {
    left = panel_left; top_edge = panel_top - 26; tile_width = SIDE; tile_height = SIDE
    eval place_tile
    unset border
    set xrange [0:1]
    set yrange [0:1]
    plot NaN notitle
    set border 15 linewidth 0.4
    unset label 1
    unset label 8
    continue
  }
  PICTURES = file_of(k, "unit-pictures.csv")
  load here . "pictures.gp"
  area = IMAGE_AREA
  array WEIGHT[SHOWN_UNITS[k] * area]
  array SAMPLE_PICTURE[SHOWN_UNITS[k] * samples]
  array LARGEST[SHOWN_UNITS[k]]
  do for [i = 1:|WEIGHT|] { WEIGHT[i] = 0 }
  do for [i = 1:|SAMPLE_PICTURE|] { SAMPLE_PICTURE[i] = 0 }
  keep_weight(u, y, x, w) = (WEIGHT[u * area + y * IMAGE_COLUMNS + x + 1] = w, 0)
  keep_sample(u, rank, row, a) = (rank == 1 ? LARGEST[u + 1] = a : 0, SAMPLE_PICTURE[u * samples + rank] = PICTURE_OF[row + 1], 0)
  set table $unused
  plot file_of(k, "unit-weights.csv") using (0):(0) with table if (column("unit") < SHOWN_UNITS[k] && column("piece") == 0 && keep_weight(int(column("unit")), int(column("y")), int(column("x")), column("weight")))
  plot file_of(k, "unit-samples.csv") using (0):(0) with table if (column("replicate") == NETWORK[k] && column("layer") == 1 && column("unit") < SHOWN_UNITS[k] && column("rank") <= samples && keep_sample(int(column("unit")), int(column("rank")), int(column("row")), column("activation")))
  unset table
  undefine $unused
  larger_side = IMAGE_ROWS > IMAGE_COLUMNS ? IMAGE_ROWS : IMAGE_COLUMNS
  tile_width = SIDE * IMAGE_COLUMNS / larger_side
  tile_height = SIDE * IMAGE_ROWS / larger_side
  # Three by three pictures, a pixel apart.
  sheet_columns = 3 * IMAGE_COLUMNS + 2
  sheet_rows = 3 * IMAGE_ROWS + 2
  array PLACE[sheet_columns * sheet_rows]
  do for [i = 1:|PLACE|] { PLACE[i] = 0 }
  picture_at(u, y, x) = SAMPLE_PICTURE[u * samples + int(y / (IMAGE_ROWS + 1)) * 3 + int(x / (IMAGE_COLUMNS + 1)) + 1]
  between(y, x) = y % (IMAGE_ROWS + 1) == IMAGE_ROWS || x % (IMAGE_COLUMNS + 1) == IMAGE_COLUMNS
  sheet(u, y, x) = between(y, x) || picture_at(u, y, x) == 0 ? -0.05 : ink(picture_at(u, y, x), y % (IMAGE_ROWS + 1), x % (IMAGE_COLUMNS + 1))
  # Arrays are no tables.
  set datafile nocolumnheaders
  set datafile separator whitespace
  do for [u = 0:SHOWN_UNITS[k] - 1] {
    left = panel_left + (u / rows_of_units) * UNIT_WIDTH
    top_edge = panel_top - 32 - (u % rows_of_units) * UNIT_HEIGHT
    eval place_tile
    set label 2 sprintf("unit %d", u) at screen across(left), screen up(top_edge + 6.5) font small_7 textcolor rgb "#555555"
    if (drawn == 0) {
      set colorbox user origin screen across(WIDTH - 44), screen up(HEIGHT - 58 - 2 * SIDE) size screen across(8), screen up(2 * SIDE)
      set cbtics (-reach, 0, reach) format "%.2g" font small_7 offset -0.5, 0
      set label 9 "weight" at screen across(WIDTH - 44), screen up(HEIGHT - 46) font small_7
    }
    eval set_two_ends
    set cbrange [-reach:reach]
    set xrange [-0.5:IMAGE_COLUMNS - 0.5]
    set yrange [IMAGE_ROWS - 0.5:-0.5]
    first_weight = u * area
    last_weight = first_weight + area - 1
    plot WEIGHT every ::first_weight::last_weight using (int($1 - 1) % area % IMAGE_COLUMNS):(int(int($1 - 1) % area / IMAGE_COLUMNS)):2 with image notitle
    drawn = 1
    unset colorbox
    unset label 1
    unset label 8
    unset label 9
    # A unit that is 0 for every training row is excited by none.
    off = LARGEST[u + 1] == 0
    left = left + SIDE + 4
    eval place_tile
    set label 2 (off ? "always 0" : sprintf("up to %.3g", LARGEST[u + 1])) at screen across(left), screen up(top_edge + 6.5) font small_7 textcolor rgb "#555555"
    eval set_ink
    set xrange [-0.5:sheet_columns - 0.5]
    set yrange [sheet_rows - 0.5:-0.5]
    plot PLACE using (int($1 - 1) % sheet_columns):(int($1 - 1) / sheet_columns):(off ? -0.05 : sheet(u, int($1 - 1) / sheet_columns, int($1 - 1) % sheet_columns)) with image notitle
    unset label 2
  }
  set datafile separator comma
  set datafile columnheaders
}
unset multiplot
unset output

# What a network is most certainly wrong about, where the inputs are pixels: of one network of each cell the test images with the most certain wrong answers, and the
# network's output for each class: blue for the true class, orange for the one that the image was taken for.
#   gnuplot -c mistakes.gp DIR OUT.png|svg|pdf [CELL]

if (ARGC < 2 || ARGC > 3) { exit error "usage: gnuplot -c mistakes.gp DIR OUT.png|svg|pdf [CELL]" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("mistakes.gp")]
set datafile separator comma
set datafile columnheaders
load here . "cells.gp"
WANTED = ARGC == 3 ? ARG3 : ""
CELL_FILE = "mistake-pictures.csv"
KIND = "mistakes"
most_members = 6
load here . "members.gp"

# Of each panel's network the mistakes, by rank.
most_mistakes = 9
array NETWORK[MEMBERS]
array MISTAKES[MEMBERS]
array OUTPUTS[MEMBERS]
most = 0
longest_name = 14
short_name(name) = strlen(name) > longest_name ? name[1:longest_name - 1] . "…" : name
caption(row, true, predicted) = sprintf("row %d: %s, taken for %s", row, short_name(true), short_name(predicted))
longest_caption = 0
count_mistake(k, text) = (MISTAKES[k] = MISTAKES[k] + 1, strlen(text) > longest_caption ? longest_caption = strlen(text) : 0, 0)
do for [k = 1:MEMBERS] {
  SHOWN = MEMBER[k]
  WANTED_NETWORK = ""
  load here . "network-shown.gp"
  NETWORK[k] = network_diverged ? -1 : replicate
  MISTAKES[k] = 0
  if (network_diverged) { continue }
  set table $unused
  plot file_of(k, "mistakes.csv") using (0):(0) with table if (column("replicate") == replicate && count_mistake(k, caption(column("row"), stringcolumn("true_class"), stringcolumn("predicted_class"))))
  unset table
  undefine $unused
  if (MISTAKES[k] > most_mistakes) { MISTAKES[k] = most_mistakes }
  if (MISTAKES[k] > most) { most = MISTAKES[k] }
}

SIDE = 46.0
BARS = 110.0
panels_across = MEMBERS <= 4 ? MEMBERS : 3
panels_down = (MEMBERS + panels_across - 1) / panels_across
ROW_HEIGHT = SIDE + 34
PANEL_WIDTH = at_least(at_least(SIDE + BARS + 40, 5.5 * longest_caption + 16), title_width(12))
PANEL_HEIGHT = (most > 0 ? most : 1) * ROW_HEIGHT + 34
WIDTH = at_least(14 + panels_across * PANEL_WIDTH, 700)
HEIGHT = 30 + panels_down * PANEL_HEIGHT
across(points) = points / real(WIDTH)
up(points) = points / real(HEIGHT)
load here . "style.gp"

set multiplot
unset key
unset colorbox
set style fill solid noborder
set boxwidth 0.8
set label 8 "The most certain mistakes of one network per panel: output by class, blue the true one, orange what it was taken for" . hidden_cells at screen across(14), screen up(HEIGHT - 12) noenhanced
tile = 'set lmargin at screen across(left); set rmargin at screen across(left + tile_width); set tmargin at screen up(top_edge); set bmargin at screen up(top_edge - tile_height)'
do for [k = 1:MEMBERS] {
  panel_left = 14 + ((k - 1) % panels_across) * PANEL_WIDTH
  panel_top = HEIGHT - 30 - ((k - 1) / panels_across) * PANEL_HEIGHT
  set label 1 member_title(k) . (NETWORK[k] >= 0 && MISTAKES[k] == 0 ? ": no mistake" : "") at screen across(panel_left), screen up(panel_top - 8) noenhanced
  if (MISTAKES[k] == 0) {
    left = panel_left; top_edge = panel_top - 26; tile_width = SIDE; tile_height = SIDE
    eval tile
    unset border
    unset tics
    set xrange [0:1]
    set yrange [0:1]
    plot NaN notitle
    unset label 1
    unset label 8
    continue
  }
  PICTURES = file_of(k, "mistake-pictures.csv")
  load here . "pictures.gp"
  # Outputs stand in the columns after the fifth, under output_CLASS; of two classes there is one output, of which two bars are made.
  set xrange [*:*]
  set yrange [*:*]
  undefine STATS_*
  stats file_of(k, "mistakes.csv") using (0) nooutput
  outputs = int(STATS_columns) - 5
  bars = outputs == 1 ? 2 : outputs
  array ROW[most_mistakes]
  array TRUE[most_mistakes]
  array PREDICTED[most_mistakes]
  array CLASS[bars]
  array OUTPUT[most_mistakes * bars]
  of_network(rank) = column("replicate") == NETWORK[k] && rank <= most_mistakes
  keep(rank) = (ROW[rank] = column("row"), TRUE[rank] = stringcolumn("true_class"), PREDICTED[rank] = stringcolumn("predicted_class"), 0)
  # The share of the class that the output is nearer to.
  nearer(o) = threshold(MEMBER[k]) == 0 ? (1 + abs(o)) / 2 : o >= 0.5 ? o : 1 - o
  keep_output(rank, c, o, head) = (CLASS[c] = head, outputs == 1 ? (OUTPUT[rank * 2 - 1] = 1 - nearer(o), OUTPUT[rank * 2] = nearer(o)) : OUTPUT[(rank - 1) * bars + c] = o, 0)
  set table $unused
  plot file_of(k, "mistakes.csv") using (0):(0) with table if (of_network(int(column("rank"))) && keep(int(column("rank"))))
  do for [c = 1:outputs] {
    CLASS[c] = ""
    plot file_of(k, "mistakes.csv") using (0):(0) with table if (of_network(int(column("rank"))) && keep_output(int(column("rank")), c, column(5 + c), columnhead(5 + c)))
    CLASS[c] = CLASS[c][strlen("output_") + 1 : strlen(CLASS[c])]
  }
  unset table
  undefine $unused
  longest = 0
  do for [c = 1:outputs] { if (strlen(CLASS[c]) > longest) { longest = strlen(CLASS[c]) } }
  named = outputs > 1 && outputs <= 12 && longest <= 2
  larger_side = IMAGE_ROWS > IMAGE_COLUMNS ? IMAGE_ROWS : IMAGE_COLUMNS
  array PLACE[IMAGE_AREA]
  do for [i = 1:IMAGE_AREA] { PLACE[i] = 0 }
  array BAR[bars]
  do for [m = 1:MISTAKES[k]] {
    tile_width = SIDE * IMAGE_COLUMNS / larger_side
    tile_height = SIDE * IMAGE_ROWS / larger_side
    left = panel_left
    top_edge = panel_top - 38 - (m - 1) * ROW_HEIGHT
    eval tile
    set border 15 linewidth 0.4
    unset tics
    picture = PICTURE_OF[ROW[m] + 1]
    eval set_ink
    set xrange [-0.5:IMAGE_COLUMNS - 0.5]
    set yrange [IMAGE_ROWS - 0.5:-0.5]
    set label 2 caption(ROW[m], TRUE[m], PREDICTED[m]) at screen across(left), screen up(top_edge + 10) font small_8 textcolor rgb "#333333" noenhanced
    set datafile nocolumnheaders
    set datafile separator whitespace
    plot PLACE using (int($1 - 1) % IMAGE_COLUMNS):(int($1 - 1) / IMAGE_COLUMNS):(ink(picture, int($1 - 1) / IMAGE_COLUMNS, int($1 - 1) % IMAGE_COLUMNS)) with image notitle
    unset label 1
    unset label 2
    unset label 8
    left = panel_left + SIDE + 24
    tile_width = BARS
    tile_height = SIDE
    eval tile
    set border 3 linewidth 0.5 linecolor rgb "#888888"
    set xrange [0.4:bars + 0.6]
    set yrange [0:1]
    set ytics nomirror ("0" 0, "1" 1) scale 0.3 font small_7 offset 0.6, 0
    if (named) {
      set xtics nomirror ("" 1) scale 0 font small_7 offset 0, 0.6 noenhanced
      do for [c = 1:bars] { set xtics add (CLASS[c] c) }
    }
    do for [c = 1:bars] { BAR[c] = OUTPUT[(m - 1) * bars + c] < 0 ? 0 : OUTPUT[(m - 1) * bars + c] }
    largest = 1
    do for [c = 2:bars] { if (OUTPUT[(m - 1) * bars + c] > OUTPUT[(m - 1) * bars + largest]) { largest = c } }
    bar_color(c) = outputs == 1 ? (c == 1 ? 0x0072B2 : 0xD55E00) : c == largest ? 0xD55E00 : CLASS[c] eq TRUE[m] ? 0x0072B2 : 0xaaaaaa
    plot BAR using 1:2:(bar_color(int($1))) with boxes linecolor rgb variable notitle
    set datafile separator comma
    set datafile columnheaders
    unset tics
  }
}
unset multiplot
unset output

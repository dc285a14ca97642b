# Sets MEMBER[1..MEMBERS], the places in cells.gp's arrays of the cells that have the file CELL_FILE: the one with the id WANTED, or where that is empty the first
# most_members of them; HIDDEN_CELLS is how many more there are. The manifest says which files there are. Loaded after cells.gp, with KIND, the part of --record.

undefine STATS_*
set datafile nocolumnheaders
set datafile separator tab
having = ""
having_it = 0
# Of a line like "cells/ID/FILE": "SHA-256" gnuplot reads what stands in the first quotes.
of_a_cell(name) = strlen(name) == 7 + 12 + strlen(CELL_FILE) && name[20:strlen(name)] eq CELL_FILE
set table $unused
plot DIR . "/manifest.json" using (of_a_cell(stringcolumn(1)) ? (having = having . " " . stringcolumn(1)[7:18], having_it = having_it + 1, 0) : 0):(0) with table
unset table
undefine $unused
set datafile separator comma
set datafile columnheaders
array MEMBER[CELLS]
MEMBERS = 0
do for [i = 1:CELLS] {
  if (MEMBERS < most_members && (strlen(WANTED) == 0 || ID[i] eq WANTED) && strstrt(having, ID[i]) > 0) { MEMBERS = MEMBERS + 1; MEMBER[MEMBERS] = i }
}
if (MEMBERS == 0) { exit error DIR . " has no such cell with a " . CELL_FILE . "; was it trained with --record " . KIND . "?" }
HIDDEN_CELLS = strlen(WANTED) > 0 ? 0 : having_it - MEMBERS
hidden_cells = HIDDEN_CELLS > 0 ? sprintf(" (first %d of %d cells)", MEMBERS, MEMBERS + HIDDEN_CELLS) : ""
file_of(k, name) = DIR . "/cells/" . ID[MEMBER[k]] . "/" . name
several_sets = 0
do for [k = 2:MEMBERS] { if (DATASET[MEMBER[k]] ne DATASET[MEMBER[1]]) { several_sets = 1 } }
member_title(k) = with_divergence((several_sets ? DATASET[MEMBER[k]] . ", " : "") . LABEL[MEMBER[k]], MEMBER[k])
longest_title = 0
do for [k = 1:MEMBERS] { if (strlen(member_title(k)) > longest_title) { longest_title = strlen(member_title(k)) } }
# Points that a title with so many characters more takes, within bounds.
title_width(more) = 20 + 5.9 * (longest_title + more) < 480 ? 20 + 5.9 * (longest_title + more) : 480.0
at_least(width, least) = width < least ? least : width

# Sets SHOWN, the place in cells.gp's arrays of the cell with the id WANTED, or of the first one where WANTED is empty. Loaded after cells.gp.

SHOWN = 1
if (strlen(WANTED) > 0) {
  SHOWN = 0
  do for [i = 1:CELLS] { if (ID[i] eq WANTED) { SHOWN = i } }
  if (SHOWN == 0) { exit error "no such cell in cells.csv" }
}

# Cells of the same name have the same colour, on whatever data set: HUE[i]. Of very many cells those further on take colours in turn. Loaded after
# cells.gp.

most_compared = 400
array HUE[CELLS]
array HUE_NAME[CELLS < most_compared ? CELLS : most_compared]
HUES = 0
do for [i = 1:CELLS] {
  HUE[i] = i > most_compared ? i : 0
  if (i <= most_compared) {
    do for [h = 1:HUES] { if (HUE_NAME[h] eq LABEL[i]) { HUE[i] = h; break } }
    if (HUE[i] == 0) { HUES = HUES + 1; HUE_NAME[HUES] = LABEL[i]; HUE[i] = HUES }
  }
}

# Colours for the cell SHOWN (an index of cells.gp's arrays), after grid.gp: the palette of its mean, the range of the palette, and the colour of a
# point by its target: darker than the area that it should lie in.

if (TASK[SHOWN] eq "multiclass" || TASK[SHOWN] eq "multilabel") {
  classes = int(target_high > mean_high ? target_high : mean_high) + 1
  definition = ""
  do for [c = 1:classes] { definition = definition . sprintf("%s %d '%s', %d '%s'", c > 1 ? "," : "", c - 1, tint(c), c, tint(c)) }
  set_means = sprintf("set palette maxcolors %d; set palette defined (", classes) . definition . ")"
  set cbrange [-0.5:classes - 0.5]
  target_color(t) = rgb_of(color(int(t) + 1))
} else {
  set_means = "set palette maxcolors 0; " . set_two_ends
  low = mean_low; high = mean_high
  if (TASK[SHOWN] eq "binary") { low = threshold(SHOWN) == 0 ? -1 : 0; high = 1 }
  if (TASK[SHOWN] eq "regression") { low = target_low; high = target_high }
  set cbrange [low:high]
  target_color(t) = TASK[SHOWN] eq "binary" ? (t > 0.5 ? 0x032c49 : 0x7a3d00) : blend((t - low) / (high - low))
}
# Where all networks diverged there is no mean, and the area is grey.
set_no_mean = 'set palette maxcolors 0; set palette defined (0 "#f4f4f2", 1 "#f4f4f2")'
eval all_diverged(SHOWN) ? set_no_mean : set_means
# What is shown for a mean: itself, or with DISCRETIZE the nearer end of a binary or real output.
ends_only = exists("DISCRETIZE") && DISCRETIZE && (TASK[SHOWN] eq "binary" || TASK[SHOWN] eq "regression")
between_ends = TASK[SHOWN] eq "binary" ? threshold(SHOWN) : 0
shown_value(m) = ends_only ? (m >= between_ends ? high : low) : m

# Marks of the palette by the names of the classes, or of the labels that are on.
labels_on(code, label) = code < 1 ? "" : (int(code) % 2 == 1 ? name_at(OUTPUTS[SHOWN], label, 8) . (code >= 2 ? "+" : "") : "") . labels_on(int(code) / 2, label + 1)
class_name(c) = TASK[SHOWN] eq "multilabel" ? (c == 0 ? "none" : labels_on(c, 1)) : name_at(OUTPUTS[SHOWN], c + 1, 14)
has_names = (TASK[SHOWN] eq "multiclass" || TASK[SHOWN] eq "multilabel") && strlen(OUTPUTS[SHOWN]) > 0

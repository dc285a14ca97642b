#pragma once

#include <filesystem>
#include <string>

#include "actlab/api.hpp"
#include "plan/experiment.hpp"
#include "record/recorded_files.hpp"

namespace actlab {

/// Reads an experiment from a TOML file: settings by their names, each a value or a list; pair (a list of lists of
/// settings' names); replicates, record (a list), every, boundary_resolution, boundary_plane; and [[grid]] tables of
/// settings and pair. Throws Error: no_input for a file that cannot be opened, usage with
/// file:line:column for TOML that cannot be read, unknown keys (with the nearest names), and values that are not
/// allowed.
ACTLAB_API Experiment read_config(const std::filesystem::path& path);

/// The experiment of a results directory, from its run.toml. Throws Error: bad_data where that was changed.
Experiment recorded_experiment(const RecordedFiles& results);

/// The canonical text of an experiment as TOML, all defaults filled in: what run.toml holds. Reading it gives the same
/// experiment.
ACTLAB_API std::string config_text(const Experiment& experiment);

/// The keys of a recording in the order in which they are to be set: record "all" is of all networks, unless others are
/// named after it.
ACTLAB_API std::span<const std::string_view> recording_keys();

/// Sets a part of the recording by its key. `text` of record is a comma list of metrics, boundary, neurons,
/// predictions, model ..., "all" or "none". Throws Error (usage) at `where`.
ACTLAB_API void set_recording(Recording& recording, std::string_view key, std::string_view text,
                              std::string_view where);

/// Sets the number of replicates, 1 to 1,000,000. Throws Error (usage) at `where`.
ACTLAB_API void set_replicates(Experiment& experiment, std::string_view text, std::string_view where);

/// A list of texts for a setting in canonical form, with a group's values in place of its name ("all", "real"). Throws
/// Error (usage) at `where`.
std::vector<std::string> canonical_list(std::string_view setting, const std::vector<std::string>& texts,
                                        std::string_view where);

/// Checks a list of texts for a setting and gives it to the grid as canonical_list has it. Throws Error (usage) at
/// `where`, also for an item that is named twice where no pair could tell them apart.
ACTLAB_API void set_values(Grid& grid, std::string_view setting, const std::vector<std::string>& texts,
                           std::string_view where);

/// Lets the settings of the comma list `names` (underscores or hyphens) vary together. Throws Error (usage) at `where`
/// for unknown names, fewer than two, and a setting that is in a pair already.
ACTLAB_API void add_pair(Grid& grid, std::string_view names, std::string_view where);

/// The part of config_text that says what is done with every cell: replicates and recording.
std::string recording_text(const Experiment& experiment);

}  // namespace actlab

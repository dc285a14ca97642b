#include "fuzz/input.hpp"
#include "fuzz/targets.hpp"
#include "plan/config.hpp"

namespace actlab::fuzz {

// What run.toml says is the experiment: it is read, and says the same again.
void read_any_config(std::string_view bytes) {
  Experiment experiment;
  const auto path = file_of(bytes, "experiment.toml");
  if (!accepted([&] { experiment = read_config(path); })) return;
  const std::string text = config_text(experiment);
  require(config_text(read_config(file_of(text, "run.toml"))) == text, "the canonical text is its own");
}

}  // namespace actlab::fuzz

#pragma once

#include <string>

#include "claim/claim.hpp"
#include "data/files.hpp"

namespace actlab::test {

/// A claim of format 2, tuned, with a main rule and a control.
inline const char* const good_claim = R"TOML(format = 2
version = 3
claim = "ReLU is a good default"
source = "a book"
[teacher]
holds = "Take ReLU."
reversed = "Do not take ReLU."
same = "Take what you like."
[picture]
kind = "runs"
where = { dataset = "circle" }
caption = "Every network."
[tuning]
setting = "learning_rate"
values = [0.1, 0.01]
replicates = 8
[experiment]
replicates = 32
record = []
validation_fraction = 0.2
dataset = ["circle", "xor"]
activation = ["relu", "tanh", "mine=x*sigmoid(2*x)"]
[[rule]]
says = "It loses nothing"
metric = "test_accuracy"
by = "activation"
groups = "relu"
is = "not lower"
against = ["tanh", "mine"]
[[rule]]
role = "control"
says = "the best learns the circle"
metric = "test_accuracy"
by = "activation"
groups = ["relu", "tanh"]
is = "at least"
bound = { circle = 0.9 }
)TOML";

inline Claim parsed(const std::string& text) {
  const TemporaryDirectory directory;
  return read_claim(directory.write("mine.toml", text));
}

/// The good claim with the first place of a text replaced.
inline std::string with(const std::string& text, const std::string& other) {
  std::string all = good_claim;
  return all.replace(all.find(text), text.size(), other);
}

}  // namespace actlab::test

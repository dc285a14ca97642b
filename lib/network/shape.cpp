#include "network/shape.hpp"

#include <algorithm>

#include "actlab/error.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

constexpr std::int64_t widest_layer = 65536;
constexpr std::size_t deepest_network = 100;

}  // namespace

std::size_t LayerShape::parameters() const { return pre_activations * (inputs + 1) + activation.learned(width).size(); }

std::size_t NetworkShape::hidden_units() const {
  std::size_t units = 0;
  for (std::size_t layer = 0; layer < hidden_layers(); ++layer) units += layers[layer].units;
  return units;
}

std::size_t NetworkShape::parameters() const {
  std::size_t total = 0;
  for (const LayerShape& layer : layers) total += layer.parameters();
  return total;
}

std::vector<std::size_t> parse_architecture(std::string_view text, std::string_view where) {
  std::vector<std::size_t> widths;
  if (text == "linear") return widths;
  std::string_view rest = text;
  bool valid = true;
  while (valid) {
    const std::size_t dash = std::min(rest.find('-'), rest.size());
    const auto width = text::parse_integer(rest.substr(0, dash));
    valid = width && *width >= 1 && *width <= widest_layer && widths.size() < deepest_network;
    if (valid) widths.push_back(static_cast<std::size_t>(*width));
    if (dash == rest.size()) break;
    rest.remove_prefix(dash + 1);
  }
  if (valid) return widths;
  throw Error(ErrorKind::usage, std::string(where), "architecture " + text::quoted(text) + " cannot be read",
              "give the widths of 1 to 100 hidden layers, each 1 to 65536, like 8-8, or linear for none");
}

NetworkShape make_shape(std::size_t features, const std::vector<std::size_t>& hidden,
                        const std::vector<ActivationSpec>& activations, std::size_t outputs,
                        const ActivationSpec& output_activation) {
  NetworkShape shape;
  std::size_t inputs = features;
  const auto add = [&](std::size_t width, const ActivationSpec& spec) {
    shape.layers.push_back({inputs, width, spec.pre_activations(width), spec.units(width), spec});
    inputs = shape.layers.back().units;
  };
  for (std::size_t l = 0; l < hidden.size(); ++l) add(hidden[l], activations[l]);
  add(outputs, output_activation);
  return shape;
}

}  // namespace actlab

#include "network/initializer.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "actlab/error.hpp"
#include "arithmetic/philox.hpp"
#include "text/number.hpp"
#include "text/suggest.hpp"

namespace actlab {
namespace {

// Variances: He 2015: 2 / fan-in; LeCun 1998: 1 / fan-in; Glorot 2010: 2 / (fan-in + fan-out). A uniform deviate on
// [-a, a) has variance a^2 / 3.
constexpr std::array<InitializerInfo, 9> table{{
    {.name = "zeros", .formula = "0", .citation = "", .scale = [](double, double, double) { return 0.0; }},
    {.name = "uniform",
     .formula = "U(-s, s), s after a colon",
     .citation = "",
     .takes_scale = true,
     .scale = [](double, double, double s) { return s; }},
    {.name = "normal",
     .formula = "N(0, s^2), s after a colon",
     .citation = "",
     .takes_scale = true,
     .normal = true,
     .scale = [](double, double, double s) { return s; }},
    {.name = "glorot",
     .formula = "U(-a, a), a = sqrt(6 / (fan_in + fan_out))",
     .citation = "Glorot, Bengio 2010",
     .scale = [](double in, double out, double) { return std::sqrt(6.0 / (in + out)); }},
    {.name = "glorot_normal",
     .formula = "N(0, 2 / (fan_in + fan_out))",
     .citation = "Glorot, Bengio 2010",
     .normal = true,
     .scale = [](double in, double out, double) { return std::sqrt(2.0 / (in + out)); }},
    {.name = "he",
     .formula = "N(0, 2 / fan_in)",
     .citation = "He, Zhang, Ren, Sun 2015",
     .normal = true,
     .scale = [](double in, double, double) { return std::sqrt(2.0 / in); }},
    {.name = "he_uniform",
     .formula = "U(-a, a), a = sqrt(6 / fan_in)",
     .citation = "He, Zhang, Ren, Sun 2015",
     .scale = [](double in, double, double) { return std::sqrt(6.0 / in); }},
    {.name = "lecun",
     .formula = "N(0, 1 / fan_in)",
     .citation = "LeCun, Bottou, Orr, Mueller 1998",
     .normal = true,
     .scale = [](double in, double, double) { return std::sqrt(1.0 / in); }},
    {.name = "lecun_uniform",
     .formula = "U(-a, a), a = sqrt(3 / fan_in)",
     .citation = "LeCun, Bottou, Orr, Mueller 1998",
     .scale = [](double in, double, double) { return std::sqrt(3.0 / in); }},
}};

// The deviate of weight `index`: one Philox block a weight.
double deviate(bool normal, std::int64_t seed, std::uint32_t replicate, std::uint64_t index) {
  arithmetic::RandomStream stream(static_cast<std::uint64_t>(seed), replicate, arithmetic::Purpose::weights, index);
  return normal ? stream.normal() : 2.0 * stream.uniform() - 1.0;
}

}  // namespace

std::span<const InitializerInfo> initializers() { return table; }

std::string InitializerSpec::text() const {
  return std::string(info().name) + (info().takes_scale ? ":" + text::number_text(parameter) : "");
}

InitializerSpec parse_initializer(std::string_view text, std::string_view where) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::string_view name = text.substr(0, colon);
  const auto found = std::ranges::find(table, name, &InitializerInfo::name);
  if (found == table.end()) {
    std::vector<std::string> known;
    for (const InitializerInfo& row : table) known.emplace_back(row.name);
    throw Error(ErrorKind::usage, std::string(where), "unknown initializer " + text::quoted(name),
                text::suggestion(name, known));
  }
  InitializerSpec spec{.index = static_cast<std::size_t>(found - table.begin())};
  const auto scale = colon < text.size() ? text::parse_number(text.substr(colon + 1)) : std::nullopt;
  const bool well_formed = found->takes_scale ? scale && *scale > 0 && std::isfinite(*scale) : colon == text.size();
  if (!well_formed) {
    throw Error(ErrorKind::usage, std::string(where), "initializer " + text::quoted(text) + " cannot be read",
                found->takes_scale ? "give its scale after a colon, like " + std::string(name) + ":0.5"
                                   : std::string(name) + " takes no parameter");
  }
  if (scale) spec.parameter = *scale;
  return spec;
}

template <class T>
void initialize(LaneNetwork<T>& network, const InitializerSpec& spec, double bias_init, std::int64_t seed,
                std::uint32_t first_replicate, std::size_t count) {
  const std::size_t lanes = network.lanes();
  T* parameters = network.parameters();
  std::fill_n(parameters, network.parameter_count() * lanes, T{0});
  std::uint64_t index = 0;
  for (std::size_t l = 0; l < network.shape().layers.size(); ++l) {
    const LayerShape& layer = network.shape().layers[l];
    const double scale =
        spec.info().scale(static_cast<double>(layer.inputs), static_cast<double>(layer.units), spec.parameter);
    const std::size_t begin = network.weights_begin(l);
    const std::size_t biases = network.biases_begin(l);
    for (std::size_t w = begin; w < biases; ++w, ++index) {
      for (std::size_t lane = 0; lane < count; ++lane) {
        const auto replicate = first_replicate + static_cast<std::uint32_t>(lane);
        parameters[w * lanes + lane] =
            scale == 0 ? T{0} : static_cast<T>(scale * deviate(spec.info().normal, seed, replicate, index));
      }
    }
    std::fill_n(parameters + biases * lanes, layer.pre_activations * lanes, static_cast<T>(bias_init));
  }
}

template void initialize(LaneNetwork<float>&, const InitializerSpec&, double, std::int64_t, std::uint32_t, std::size_t);
template void initialize(LaneNetwork<double>&, const InitializerSpec&, double, std::int64_t, std::uint32_t,
                         std::size_t);

}  // namespace actlab

-- Neovim as a client: opens a faulty note, mends it by a code action, types without saving. It prints what it sees.
-- Run by test_neovim.py, which gives the command of the server, the project and the document as environment variables.

local function say(name, value)
  io.stdout:write(name .. " " .. vim.fn.json_encode(value) .. "\n")
end

local function leave(code)
  io.stdout:flush()
  vim.cmd(code == 0 and "qall!" or "cquit!")
end

local function places(bufnr)
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(bufnr)) do
    table.insert(found, {
      line = each.lnum,
      column = each.col,
      last = each.end_col,
      code = each.code or (each.user_data and each.user_data.lsp and each.user_data.lsp.code) or vim.NIL,
    })
  end
  table.sort(found, function(one, other) return one.line < other.line end)
  return found
end

local function wait_for(what, condition)
  if not vim.wait(40000, condition, 20) then
    say("timeout", what)
    leave(1)
  end
end

local ok, message = pcall(function()
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.NOTE))
  local bufnr = vim.api.nvim_get_current_buf()
  local start = vim.lsp.start_client or function(config) return vim.lsp.start(config, { attach = false }) end
  local id = start({ name = "speclint", cmd = vim.fn.json_decode(vim.env.SERVER), root_dir = vim.env.PROJECT })
  vim.lsp.buf_attach_client(bufnr, id)
  local client = vim.lsp.get_client_by_id(id)
  wait_for("diagnostics", function() return #vim.diagnostic.get(bufnr) > 0 end)
  say("opened", places(bufnr))

  -- The code action on the first finding, as the user would choose it from the menu.
  local first = vim.diagnostic.get(bufnr)[1]
  local place = { line = first.lnum, character = 0 }
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(bufnr) },
    range = { start = place, ["end"] = place },
    context = { diagnostics = {} },
  }
  local function request(method, what)
    local answer, failed = nil, nil
    local function take(err, result) answer, failed = result, err end
    if vim.fn.has("nvim-0.11") == 1 then
      client:request(method, what, take, bufnr)
    else
      client.request(method, what, take, bufnr)
    end
    wait_for(method, function() return answer ~= nil or failed ~= nil end)
    if failed then error(vim.inspect(failed)) end
    return answer
  end
  local actions = request("textDocument/codeAction", params)
  local chosen
  for _, action in ipairs(actions) do
    if action.isPreferred then chosen = action end
  end
  if not chosen.edit then chosen = request("codeAction/resolve", chosen) end
  say("action", chosen.title)
  vim.lsp.util.apply_workspace_edit(chosen.edit, client.offset_encoding)
  wait_for("the mend", function()
    local now = vim.diagnostic.get(bufnr)
    return #now == 1 and now[1].lnum ~= first.lnum
  end)
  say("mended", places(bufnr))
  say("line", vim.api.nvim_buf_get_lines(bufnr, 4, 5, false)[1])

  -- Typing, without saving.
  local row = vim.diagnostic.get(bufnr)[1].lnum
  vim.api.nvim_buf_set_lines(bufnr, row, row + 1, false, { "| 🚀 漢 size | soft |" })
  wait_for("the keystrokes", function() return #vim.diagnostic.get(bufnr) == 0 end)
  say("typed", places(bufnr))
  say("modified", vim.bo[bufnr].modified)
  if client.stop and vim.fn.has("nvim-0.11") == 1 then client:stop() else client.stop() end
  wait_for("the end", function()
    return client.is_stopped and (vim.fn.has("nvim-0.11") == 1 and client:is_stopped() or client.is_stopped())
  end)
end)
if not ok then
  say("error", tostring(message))
  leave(1)
end
leave(0)
